package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The policies in deploy/ grant what is needed and nothing that could scan, make or delete. */
final class PolicyTest {
  private static final Pattern ACTION = Pattern.compile("(?<=[\"\\s])dynamodb:(\\w+|\\*)");

  @Test
  void atRunTimeNothingIsScannedMadeOrDeleted() throws IOException {
    assertThat(actions("iam-runtime.json"))
        .contains("GetItem", "UpdateItem", "Query", "DescribeTable", "DescribeTimeToLive")
        .doesNotContain("Scan", "CreateTable", "UpdateTable", "DeleteTable", "DeleteItem", "*");
  }

  @Test
  void whoMigratesReadsAndWritesNoItem() throws IOException {
    assertThat(actions("iam-migrate.json"))
        .contains("CreateTable", "UpdateTimeToLive", "UpdateContinuousBackups")
        .doesNotContain("GetItem", "UpdateItem", "PutItem", "Query", "Scan", "DeleteTable", "*");
  }

  @Test
  void theTemplateGrantsTheSameAsTheRunTimePolicy() throws IOException {
    assertThat(actions("cloudformation.yaml")).isEqualTo(actions("iam-runtime.json"));
  }

  private static Set<String> actions(String file) throws IOException {
    Path path = Path.of(System.getProperty("acteon.root", ".."), "deploy", file);
    return ACTION
        .matcher(Files.readString(path))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

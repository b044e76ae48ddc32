package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies in deploy/ grant what is needed and nothing that could scan, make or delete. */
final class PolicyTest {
  private static final Pattern ACTION = Pattern.compile("(?<=[\"\\s])dynamodb:(\\w+|\\*)");

  /** What a statement is made of, in JSON and in YAML alike. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?<!aws:)dynamodb:[\\w*]+|(State|Audit)Table|/index/[\\w*]+|\\w+:?String\\w+|\\w+#\\*"
              + "|TransactWriteItems|\\b(id|expires_at_ttl|NONE|UPDATED_OLD|UPDATED_NEW)\\b");

  private static final Pattern SID = Pattern.compile("\"?Sid\"?: \"?(\\w+)\"?");

  @Test
  void atRunTimeNothingIsScannedMadeOrDeleted() throws IOException {
    assertThat(actions("iam-runtime.json"))
        .contains("GetItem", "UpdateItem", "Query", "DescribeTable", "DescribeTimeToLive")
        .doesNotContain("Scan", "CreateTable", "UpdateTable", "DeleteTable", "DeleteItem", "*");
  }

  @Test
  void whoeverKeepsAChainDeletesNothingWritesNoBatchesAndUpdatesHeadsOnly() throws IOException {
    assertThat(actions("iam-compliance.json"))
        .doesNotContain("Scan", "BatchWriteItem", "DeleteItem", "DeleteTable", "UpdateTable", "*");
    assertThat(statements(text("iam-compliance.json")).get("MoveHead"))
        .contains("dynamodb:UpdateItem", "dynamodb:LeadingKeys", "HEAD#*", "LATEST#*");
  }

  @Test
  void theAuditorOnlyReads() throws IOException {
    assertThat(actions("iam-auditor.json"))
        .containsExactly("BatchGetItem", "DescribeTable", "DescribeTimeToLive", "GetItem", "Query");
  }

  @Test
  void whoeverHoldsMovesExpiriesAndReachesNoState() throws IOException {
    assertThat(text("iam-hold.json")).doesNotContain("acteon_state");
    assertThat(actions("iam-hold.json")).doesNotContain("Scan", "BatchWriteItem", "DeleteItem");
    assertThat(statements(text("iam-hold.json")).get("MoveExpiry"))
        .contains("dynamodb:Attributes", "id", "expires_at_ttl");
  }

  @Test
  void whoMigratesReadsAndWritesNoItem() throws IOException {
    assertThat(actions("iam-migrate.json"))
        .contains("CreateTable", "UpdateTimeToLive", "UpdateContinuousBackups")
        .doesNotContain("GetItem", "UpdateItem", "PutItem", "Query", "Scan", "DeleteTable", "*");
  }

  @ParameterizedTest
  @CsvSource({
    "RuntimePolicy, iam-runtime.json",
    "CompliancePolicy, iam-compliance.json",
    "AuditorPolicy, iam-auditor.json",
    "HoldPolicy, iam-hold.json"
  })
  void theTemplateGrantsTheSame(String resource, String file) throws IOException {
    String template = CloudFormationText.template();
    int from = template.indexOf("\n  " + resource + ":\n");
    int to = template.indexOf("\n\n", from);

    Map<String, Set<String>> granted = statements(template.substring(from, to));

    String named =
        text(file).replace("acteon_state", "StateTable").replace("acteon_audit", "AuditTable");
    assertThat(granted).isNotEmpty().isEqualTo(statements(named));
  }

  /** By their names, the words that they are made of. */
  private static Map<String, Set<String>> statements(String policy) {
    List<MatchResult> sids = SID.matcher(policy).results().toList();
    var statements = new LinkedHashMap<String, Set<String>>();
    for (int i = 0; i < sids.size(); i++) {
      int end = i + 1 < sids.size() ? sids.get(i + 1).start() : policy.length();
      Set<String> words =
          WORD.matcher(policy.substring(sids.get(i).end(), end))
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      statements.put(sids.get(i).group(1), words);
    }
    return statements;
  }

  private static Set<String> actions(String file) throws IOException {
    return ACTION
        .matcher(text(file))
        .results()
        .map(found -> found.group(1))
        .filter(word ->
            !Set.of("LeadingKeys", "Attributes", "ReturnValues", "EnclosingOperation")
                .contains(word))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(System.getProperty("acteon.root", ".."), "deploy", file));
  }
}

package io.acteon.dynamodb.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What deploy/cloudformation.yaml must say of a table, written out from its specification. */
public final class CloudFormationText {
  private static final String MARGIN = "      ";

  private CloudFormationText() {}

  /** The template as it stands. */
  public static String template() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("acteon.root", ".."), "deploy", "cloudformation.yaml"));
  }

  /** The part from TTL to the last index. */
  public static String of(TableSpec spec) {
    StringBuilder text = new StringBuilder();
    line(text, "TimeToLiveSpecification:");
    line(text, "  AttributeName: " + spec.ttlAttribute());
    line(text, "  Enabled: true");
    line(text, "AttributeDefinitions:");
    columns(spec)
        .forEach((name, type) -> {
          line(text, "  - AttributeName: " + name);
          line(text, "    AttributeType: " + type);
        });
    key(text, "", spec.key());
    line(text, "GlobalSecondaryIndexes:");
    for (TableSpec.Index index : spec.indexes()) {
      line(text, "  - IndexName: " + index.name());
      key(text, "    ", index.key());
      projection(text, index.projected());
    }
    return text.toString();
  }

  private static Map<String, String> columns(TableSpec spec) {
    Map<String, String> columns = new LinkedHashMap<>();
    note(spec.key(), columns);
    spec.indexes().forEach(index -> note(index.key(), columns));
    return columns;
  }

  private static void note(TableSpec.Key key, Map<String, String> columns) {
    columns.put(key.partition().name(), key.partition().type().toString());
    key.sort().ifPresent(sort -> columns.put(sort.name(), sort.type().toString()));
  }

  private static void key(StringBuilder text, String margin, TableSpec.Key key) {
    line(text, margin + "KeySchema:");
    line(text, margin + "  - AttributeName: " + key.partition().name());
    line(text, margin + "    KeyType: HASH");
    if (key.sort().isPresent()) {
      line(text, margin + "  - AttributeName: " + key.sort().get().name());
      line(text, margin + "    KeyType: RANGE");
    }
  }

  private static void projection(StringBuilder text, List<String> projected) {
    line(text, "    Projection:");
    if (projected.isEmpty()) {
      line(text, "      ProjectionType: KEYS_ONLY");
      return;
    }
    line(text, "      ProjectionType: INCLUDE");
    line(text, "      NonKeyAttributes:");
    projected.forEach(name -> line(text, "        - " + name));
  }

  private static void line(StringBuilder text, String line) {
    text.append(MARGIN).append(line).append('\n');
  }
}

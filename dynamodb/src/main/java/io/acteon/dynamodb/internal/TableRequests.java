package io.acteon.dynamodb.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** The requests that make a table as it is specified. */
record TableRequests(TableSpec spec) {

  /**
   * Creates the table: on-demand billing; encryption at rest with the key that AWS owns, which is
   * DynamoDB's default.
   *
   * @param isProduction whether to protect it from deletion and to tag it; DynamoDB Local can
   *     neither
   */
  CreateTableRequest create(boolean isProduction) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(spec.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema(spec.key()))
            .attributeDefinitions(definitions());
    if (!spec.indexes().isEmpty()) {
      request.globalSecondaryIndexes(spec.indexes().stream().map(TableRequests::index).toList());
    }
    if (isProduction) {
      request
          .deletionProtectionEnabled(true)
          .tags(List.of(Tag.builder().key("application").value("acteon").build()));
    }
    return request.build();
  }

  private List<AttributeDefinition> definitions() {
    Map<String, TableSpec.Column> columns = new LinkedHashMap<>();
    note(spec.key(), columns);
    spec.indexes().forEach(index -> note(index.key(), columns));
    return columns.values().stream()
        .map(column ->
            AttributeDefinition.builder()
                .attributeName(column.name())
                .attributeType(column.type())
                .build())
        .toList();
  }

  private static void note(TableSpec.Key key, Map<String, TableSpec.Column> columns) {
    columns.put(key.partition().name(), key.partition());
    key.sort().ifPresent(sort -> columns.put(sort.name(), sort));
  }

  private static GlobalSecondaryIndex index(TableSpec.Index index) {
    Projection.Builder projection =
        index.projected().isEmpty()
            ? Projection.builder().projectionType(ProjectionType.KEYS_ONLY)
            : Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(index.projected());
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(schema(index.key()))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> schema(TableSpec.Key key) {
    List<KeySchemaElement> schema = new ArrayList<>();
    schema.add(part(key.partition(), KeyType.HASH));
    key.sort().ifPresent(sort -> schema.add(part(sort, KeyType.RANGE)));
    return schema;
  }

  private static KeySchemaElement part(TableSpec.Column column, KeyType type) {
    return KeySchemaElement.builder().attributeName(column.name()).keyType(type).build();
  }
}

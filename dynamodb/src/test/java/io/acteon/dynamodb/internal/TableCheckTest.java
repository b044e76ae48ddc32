package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.TableSpec.Column;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Global tables, which DynamoDB Local does not have. */
final class TableCheckTest {
  private static final TableDescription GLOBAL =
      TableDescription.builder()
          .keySchema(KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
          .attributeDefinitions(
              AttributeDefinition.builder()
                  .attributeName("pk")
                  .attributeType(ScalarAttributeType.S)
                  .build())
          .replicas(ReplicaDescription.builder().regionName("eu-west-1").build())
          .build();
  private static final TableDescription STRONG =
      GLOBAL.toBuilder().multiRegionConsistency(MultiRegionConsistency.STRONG).build();

  @Test
  void anEventuallyConsistentGlobalTableIsRefused() {
    assertThat(check(Replicas.STRONG_ONLY).faults(GLOBAL))
        .singleElement()
        .asString()
        .contains("eu-west-1", "writer_region");
  }

  @Test
  void aStronglyConsistentOneIsAcceptedWhereNoTransactionsAreNeeded() {
    assertThat(check(Replicas.STRONG_ONLY).faults(STRONG)).isEmpty();
    assertThat(check(Replicas.REFUSED).faults(STRONG)).singleElement().asString().contains("trans");
  }

  @Test
  void aSingleWriterMayUseAnyGlobalTable() {
    assertThat(check(Replicas.SINGLE_WRITER).faults(GLOBAL)).isEmpty();
  }

  @Test
  void aStronglyConsistentGlobalTableHasNoTtlToOffer() {
    TimeToLiveDescription off =
        TimeToLiveDescription.builder().timeToLiveStatus(TimeToLiveStatus.DISABLED).build();

    assertThat(check(Replicas.STRONG_ONLY).ttlFault(STRONG, off)).isEmpty();
    assertThat(check(Replicas.STRONG_ONLY).ttlFault(GLOBAL, off)).isPresent();
  }

  private static TableCheck check(Replicas replicas) {
    return new TableCheck(
        new TableSpec("t", TableSpec.Key.of(Column.text("pk")), List.of(), "ttl", replicas));
  }
}

package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.TableSpec;
import io.acteon.dynamodb.internal.TableSpec.Column;
import io.acteon.dynamodb.internal.TableSpec.Index;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of a trail. Its indexes hold what queries filter by, and nothing personal: one write
 * unit each. Projections cannot be altered later, so all are here from the first version.
 */
final class AuditTable {
  static final String DEFAULT_NAME = "acteon_audit";

  static final String BY_DISPATCH = "ns_tenant_dispatched";
  static final String BY_OUTCOME = "ns_tenant_outcome";
  static final String BY_ACTION = "action_id_index";

  private static final List<String> FILTERS =
      List.of(
          Attribute.PROVIDER,
          Attribute.ACTION_TYPE,
          Attribute.OUTCOME,
          Attribute.VERDICT,
          Attribute.MATCHED_RULE,
          Attribute.CHAIN_ID,
          Attribute.EXPIRES,
          Attribute.DURATION,
          Attribute.EPOCH,
          Attribute.SEQUENCE);

  private AuditTable() {}

  static TableSpec spec(String name) {
    return new TableSpec(
        name,
        TableSpec.Key.of(Column.text(Attribute.ID)),
        List.of(
            index(BY_DISPATCH, Attribute.SCOPE),
            index(BY_OUTCOME, Attribute.SCOPE_OUTCOME),
            index(BY_ACTION, Attribute.ACTION)),
        Attribute.TTL,
        Replicas.REFUSED);
  }

  /** Every index also shows the scope, so that a reader can tell whose a row is. */
  private static Index index(String name, String partition) {
    Stream<String> scope =
        partition.equals(Attribute.SCOPE) ? Stream.empty() : Stream.of(Attribute.SCOPE);
    return new Index(
        name,
        TableSpec.Key.of(Column.text(partition), Column.text(Attribute.DISPATCHED)),
        Stream.concat(scope, FILTERS.stream()).toList());
  }
}

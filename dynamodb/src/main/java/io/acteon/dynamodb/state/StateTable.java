package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.TableSpec;
import io.acteon.dynamodb.internal.TableSpec.Column;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import java.util.List;

/** The state table; see docs/design/state-on-dynamodb.md, "Key schema". */
final class StateTable {
  static final String TTL = "ttl";

  /** The sparse index of due timers. */
  static final String DUE_INDEX = "due";

  static final String DUE_PARTITION = "tb";
  static final String DUE_AT = "td";

  private StateTable() {}

  static TableSpec spec(String name, Replicas replicas) {
    return new TableSpec(
        name,
        TableSpec.Key.of(Column.text(ItemKey.PARTITION), Column.text(ItemKey.SORT)),
        List.of(
            new TableSpec.Index(
                DUE_INDEX,
                TableSpec.Key.of(Column.text(DUE_PARTITION), Column.number(DUE_AT)),
                List.of())),
        TTL,
        replicas);
  }
}

package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditQuery.Filters;
import io.acteon.crypto.chain.Evidence.Listed;
import io.acteon.crypto.chain.Evidence.Listing;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Scope;
import io.acteon.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All rows of a scope in the index of dispatches. For one thread. */
final class TableListing implements Listing {
  private final Deque<Branch> branches = new ArrayDeque<>();
  private final Set<String> partitions = new HashSet<>();
  private final TableAccess table;
  private final Deadline deadline;
  private final CallMeter meter;

  TableListing(TableAccess table, TrailKeys keys, Scope scope, Deadline deadline, CallMeter meter) {
    this.table = table;
    this.deadline = deadline;
    this.meter = meter;
    for (boolean intents : new boolean[] {false, true}) {
      String partition = keys.partition(scope, intents);
      partitions.add(partition);
      branches.add(
          new Branch(
              table,
              new Branch.Range(
                  AuditTable.BY_DISPATCH,
                  Attribute.SCOPE,
                  partition,
                  "0",
                  "\uffff",
                  true,
                  Filters.NONE)));
    }
  }

  @Override
  public List<Listed> next() {
    var page = new ArrayList<Listed>();
    while (!branches.isEmpty() && page.size() < Merge.LARGEST_PAGE) {
      Branch branch = branches.getFirst();
      if (branch.peek(Merge.LARGEST_PAGE, deadline, meter).isEmpty()) {
        branches.removeFirst();
      } else {
        page.add(listed(branch.take()));
      }
    }
    return page;
  }

  @Override
  public Optional<Listed> again(String id) {
    Map<String, AttributeValue> item = table.get(id, deadline, meter);
    AttributeValue scope = item.get(Attribute.SCOPE);
    return scope != null && partitions.contains(scope.s())
        ? Optional.of(listed(IndexRow.of(item)))
        : Optional.empty();
  }

  private static Listed listed(IndexRow row) {
    AttributeValue sequence = row.attributes().get(Attribute.SEQUENCE);
    return new Listed(
        row.id(),
        row.position().number(),
        sequence == null ? OptionalLong.empty() : ItemCheck.whole(sequence));
  }
}

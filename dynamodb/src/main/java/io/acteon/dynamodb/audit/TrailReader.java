package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditPosition;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditSummary;
import io.acteon.audit.CursorSeal;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.ChainId;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.model.Scope;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Answers queries by merging ordered index partitions, and shows what the table itself holds; never
 * scans. Thread-safe.
 */
final class TrailReader {
  private static final int MAX_TOTAL = 10_000;
  private static final int LATEST_PAGE = 10;

  /** Above every character of an id. */
  private static final String LAST = "\uffff";

  private final TableAccess table;
  private final TrailKeys keys;
  private final ScopeDirectory directory;
  private final RecordReads records;
  private final Optional<Chained> chain;
  private final TimeSource time;

  /** What reading a chained trail takes besides. */
  record Chained(Octets logId, Holds holds) {}

  TrailReader(
      TableAccess table,
      TrailKeys keys,
      ScopeDirectory directory,
      RecordReads records,
      Optional<Chained> chain,
      TimeSource time) {
    this.table = table;
    this.chain = chain;
    this.keys = keys;
    this.directory = directory;
    this.records = records;
    this.time = time;
  }

  AuditPage query(AuditQuery query, CursorSeal cursors, Deadline deadline) {
    Optional<AuditPosition> after = cursors.open(query);
    return table.metered(
        "query",
        meter -> {
          boolean ascending = query.order() == Order.SEQUENCE_ASCENDING;
          boolean bySequence = chain.isPresent() && query.order() != Order.NEWEST_FIRST;
          List<? extends Rows> branches =
              bySequence
                  ? sequences(chain.get().logId(), query, after, deadline, meter)
                  : branches(query, after, ascending, deadline, meter);
          int offset = after.isPresent() ? 0 : query.offset();
          var merge = new Merge(branches, ascending, query.limit() + 1 + offset, deadline, meter);
          merge.begin(table);
          return new Walk(query, after, bySequence, merge, deadline, meter).page(offset, cursors);
        });
  }

  private List<SequenceRows> sequences(
      Octets logId,
      AuditQuery query,
      Optional<AuditPosition> after,
      Deadline deadline,
      CallMeter meter) {
    var segments = new SegmentReads(table, keys);
    boolean ascending = query.order() == Order.SEQUENCE_ASCENDING;
    Optional<Long> start = after.map(AuditPosition::number);
    return directory.entries(query, deadline, meter).stream()
        .map(scope -> new ChainId(logId, keys.chain(scope), 0))
        .map(id -> new SequenceRows(segments, id, ascending, start))
        .toList();
  }

  private List<Branch> branches(
      AuditQuery query,
      Optional<AuditPosition> after,
      boolean ascending,
      Deadline deadline,
      CallMeter meter) {
    String low = query.from().map(at -> TrailKeys.millis(at.toEpochMilli())).orElse("0");
    String high =
        query.to().map(at -> TrailKeys.millis(at.toEpochMilli()) + "#" + LAST).orElse(LAST);
    String edge = after.map(TrailReader::sortKey).orElse("");
    String from = after.isPresent() && ascending && edge.compareTo(low) > 0 ? edge : low;
    String to = after.isPresent() && !ascending && edge.compareTo(high) < 0 ? edge : high;
    var branches = new ArrayList<Branch>();
    for (Scope scope : directory.entries(query, deadline, meter)) {
      for (Partition partition : partitions(query, scope)) {
        branches.add(
            new Branch(
                table,
                new Branch.Range(
                    partition.index(),
                    partition.attribute(),
                    partition.name(),
                    from,
                    to,
                    ascending,
                    query.filters())));
      }
    }
    return branches;
  }

  /** A record whose time has come is not shown, unless a legal hold keeps it. */
  private boolean isHidden(IndexRow row, long now, Deadline deadline, CallMeter meter) {
    return row.hasExpired(now) && !isHeld(TrailKeys.chainOf(row.scope()), deadline, meter);
  }

  private boolean isHidden(AuditRecord record, long now, Deadline deadline, CallMeter meter) {
    return record.expiresAt().filter(at -> at.toEpochMilli() <= now).isPresent()
        && !isHeld(keys.chain(record.scope()), deadline, meter);
  }

  private boolean isHeld(String name, Deadline deadline, CallMeter meter) {
    return chain.map(known -> known.holds().isHeld(name, deadline, meter)).orElse(false);
  }

  private record Partition(String index, String attribute, String name) {}

  private List<Partition> partitions(AuditQuery query, Scope scope) {
    Optional<String> outcome = query.filters().outcome();
    if (outcome.isPresent()) {
      return List.of(
          new Partition(
              AuditTable.BY_OUTCOME,
              Attribute.SCOPE_OUTCOME,
              keys.outcomePartition(scope, outcome.get())));
    }
    var outcomes = dispatches(keys.partition(scope, false));
    return query.showsIntents()
        ? List.of(outcomes, dispatches(keys.partition(scope, true)))
        : List.of(outcomes);
  }

  private static Partition dispatches(String name) {
    return new Partition(AuditTable.BY_DISPATCH, Attribute.SCOPE, name);
  }

  private static String sortKey(AuditPosition position) {
    return TrailKeys.millis(position.number()) + "#" + position.id();
  }

  /** One page's way along the merged rows. For one thread. */
  private final class Walk {
    private final AuditQuery query;
    private final Optional<AuditPosition> after;
    private final boolean bySequence;
    private final Merge merge;
    private final Deadline deadline;
    private final CallMeter meter;
    private final boolean rowsDecide;
    private final long now = time.millis();

    Walk(
        AuditQuery query,
        Optional<AuditPosition> after,
        boolean bySequence,
        Merge merge,
        Deadline deadline,
        CallMeter meter) {
      this.query = query;
      this.after = after;
      this.bySequence = bySequence;
      this.merge = merge;
      this.deadline = deadline;
      this.meter = meter;
      this.rowsDecide = !bySequence && query.filters().areDecidedBySummaries();
    }

    AuditPage page(int offset, CursorSeal cursors) {
      int skipped = skip(offset);
      List<AuditRecord> found = take(query.limit() + 1);
      boolean more = found.size() > query.limit();
      List<AuditRecord> shown = more ? found.subList(0, query.limit()) : found;
      Optional<String> next =
          more ? Optional.of(cursors.seal(query, position(shown.getLast()))) : Optional.empty();
      OptionalLong total =
          after.isEmpty()
              ? OptionalLong.of(total(skipped + found.size(), more))
              : OptionalLong.empty();
      return new AuditPage(shown, total, next);
    }

    private int skip(int count) {
      int skipped = 0;
      while (skipped < count) {
        List<IndexRow> rows = rows(Math.min(Merge.LARGEST_PAGE, count - skipped));
        if (rows.isEmpty()) {
          break;
        }
        skipped += rowsDecide ? rows.size() : matching(rows).size();
      }
      return skipped;
    }

    private List<AuditRecord> take(int count) {
      var taken = new ArrayList<AuditRecord>();
      while (taken.size() < count) {
        List<IndexRow> rows = rows(count - taken.size());
        if (rows.isEmpty()) {
          break;
        }
        taken.addAll(matching(rows));
      }
      return taken;
    }

    private long total(int soFar, boolean more) {
      long total = soFar;
      merge.inBulk();
      while (more && total < MAX_TOTAL) {
        List<IndexRow> rows = rows(Merge.LARGEST_PAGE);
        more = !rows.isEmpty();
        total += rowsDecide ? rows.size() : matching(rows).size();
      }
      return Math.min(MAX_TOTAL, total);
    }

    private List<AuditRecord> matching(List<IndexRow> rows) {
      return records.read(rows, deadline, meter).stream()
          .filter(query::matches)
          .filter(record -> !isHidden(record, now, deadline, meter))
          .toList();
    }

    private AuditPosition position(AuditRecord record) {
      return bySequence
          ? new AuditPosition(
              record.chain().map(AuditRecord.ChainPosition::sequenceNumber).orElse(0L), record.id())
          : AuditPosition.ofDispatch(record);
    }

    private List<IndexRow> rows(int count) {
      var rows = new ArrayList<IndexRow>();
      while (rows.size() < count) {
        Optional<IndexRow> row = merge.next();
        if (row.isEmpty()) {
          break;
        }
        if (isWanted(row.get())) {
          rows.add(row.get());
        }
      }
      return rows;
    }

    /** Rows are read from the previous page's last one on, which is not shown again. */
    private boolean isWanted(IndexRow row) {
      return isAskedFor(query, row)
          && !isHidden(row, now, deadline, meter)
          && isBeyond(row.position());
    }

    private boolean isBeyond(AuditPosition position) {
      boolean ascending = query.order() == Order.SEQUENCE_ASCENDING;
      return after
          .map(edge -> ascending ? position.compareTo(edge) > 0 : position.compareTo(edge) < 0)
          .orElse(true);
    }
  }

  void summarize(AuditQuery query, long most, Consumer<AuditSummary> to, Deadline deadline) {
    if (!query.filters().areDecidedBySummaries()) {
      throw new IllegalArgumentException("the indexes tell neither callers nor signers");
    }
    var _ =
        table.metered(
            "summarize",
            meter -> {
              long now = time.millis();
              var walk =
                  new SummaryWalk(
                      table,
                      keys,
                      records,
                      row -> isAskedFor(query, row) && !isHidden(row, now, deadline, meter),
                      new SummaryWalk.Sink(most, to));
              walk.run(branches(query, Optional.empty(), false, deadline, meter), deadline);
              return true;
            });
  }

  /** Whether the query means the row's record, as far as the row can tell. */
  private static boolean isAskedFor(AuditQuery query, IndexRow row) {
    return row.mayMatch(query.filters())
        && (query.showsIntents() || !row.isIntent())
        && (query.showsSystem() || !row.isSystem());
  }

  Optional<AuditRecord> latest(String actionId, Predicate<AuditRecord> visible, Deadline deadline) {
    return table.metered(
        "latest",
        meter -> {
          var range =
              new Branch.Range(
                  AuditTable.BY_ACTION,
                  Attribute.ACTION,
                  keys.action(actionId),
                  "0",
                  LAST,
                  false,
                  Filters.NONE);
          var rows = new Branch(table, range);
          long now = time.millis();
          while (rows.peek(LATEST_PAGE, deadline, meter).isPresent()) {
            IndexRow row = rows.take();
            if (row.isIntent()
                || !keys.isOurs(row.scope())
                || isHidden(row, now, deadline, meter)) {
              continue;
            }
            Optional<AuditRecord> found =
                records.read(List.of(row), deadline, meter).stream()
                    .filter(record -> record.actionId().equals(actionId))
                    .filter(visible)
                    .findFirst();
            if (found.isPresent()) {
              return found;
            }
          }
          return Optional.empty();
        });
  }
}

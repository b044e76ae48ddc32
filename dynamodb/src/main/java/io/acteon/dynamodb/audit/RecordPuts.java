package io.acteon.dynamodb.audit;

import io.acteon.time.Deadline;
import java.util.List;

/** A way to put records that stand in no chain. Implementations are thread-safe. */
@FunctionalInterface
interface RecordPuts {
  /** Puts records; answers those that are not certainly in the table at the deadline. */
  List<Pending> put(List<Pending> records, Deadline deadline);
}

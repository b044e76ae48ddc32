package io.acteon.dynamodb.audit;

import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.Optional;

/** Rows in order, read page by page as they are wanted. For one thread at a time. */
interface Rows {

  /** The next row without taking it. */
  Optional<IndexRow> peek(int pageSize, Deadline deadline, CallMeter meter);

  /** Takes the row that was peeked at. */
  IndexRow take();
}

package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import org.jspecify.annotations.Nullable;

/**
 * AWS's documented arithmetic of capacity units.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">operations</a>
 */
final class Units {
  private static final int WRITE_BLOCK = 1024;
  private static final int READ_BLOCK = 4096;

  private Units() {}

  static int write(int bytes) {
    return Math.max(1, (bytes + WRITE_BLOCK - 1) / WRITE_BLOCK);
  }

  /** A write costs by the larger of the item before and after. */
  static int write(@Nullable Item old, @Nullable Item now) {
    return write(Math.max(old == null ? 0 : old.size(), now == null ? 0 : now.size()));
  }

  static double read(long bytes, boolean strong) {
    long blocks = Math.max(1, (bytes + READ_BLOCK - 1) / READ_BLOCK);
    return strong ? blocks : blocks / 2.0;
  }
}

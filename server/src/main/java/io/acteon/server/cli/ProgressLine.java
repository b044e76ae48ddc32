package io.acteon.server.cli;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.time.TimeSource;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells on standard error how far long work has come, in one line that is written over; only where
 * that is a terminal. Work that is done at once is not talked about. For one thread.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final String ERASE = "\r\033[K";

  private final String what;
  private final String unit;
  private final PrintWriter err;
  private final boolean terminal;
  private final TimeSource time;
  private final long startedNanos;
  private long nextNanos;
  private boolean shown;

  /** {@code what} such as "verifying shop / acme", {@code unit} such as "records". */
  ProgressLine(String what, String unit, PrintWriter err, TimeSource time) {
    this(what, unit, err, isTerminal(), time);
  }

  ProgressLine(String what, String unit, PrintWriter err, boolean terminal, TimeSource time) {
    this.what = what;
    this.unit = unit;
    this.err = err;
    this.terminal = terminal;
    this.time = time;
    this.startedNanos = time.nanos();
    this.nextNanos = startedNanos + FIRST.toNanos();
  }

  /**
   * The launcher knows it of standard error alone; Java itself only of all streams together, which
   * is another thing while output goes to a file.
   */
  @SuppressWarnings("SystemConsoleNull") // It is null where nobody looks: jdk.console=java.base.
  private static boolean isTerminal() {
    String told = System.getProperty("acteon.terminal");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(long done, long all) {
    long now = time.nanos();
    if (!terminal || now < nextNanos) {
      return;
    }
    nextNanos = now + AGAIN.toNanos();
    long perSecond = done * 1_000_000_000L / Math.max(1, now - startedNanos);
    String text =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d %s, %d %%, %,d a second",
            what,
            done,
            all,
            unit,
            all == 0 ? 100 : done * 100 / all,
            perSecond);
    err.print(ERASE + text);
    err.flush();
    shown = true;
  }

  /** Takes the line away, so that what comes next stands alone. */
  @Override
  public void close() {
    if (shown) {
      err.print(ERASE);
      err.flush();
    }
  }
}

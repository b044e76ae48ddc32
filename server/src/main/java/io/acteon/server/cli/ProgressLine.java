package io.acteon.server.cli;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.time.TimeSource;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells on standard error how far long work has come: on a terminal in one line that is written
 * over, else in a line now and then. Work that is done at once is not talked about. For one thread.
 */
final class ProgressLine implements Progress {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_LOG = Duration.ofSeconds(10);
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

  @SuppressWarnings("SystemConsoleNull") // It is null where nobody looks: jdk.console=java.base.
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(long done, long all) {
    long now = time.nanos();
    if (now < nextNanos) {
      return;
    }
    nextNanos = now + (terminal ? ON_TERMINAL : IN_LOG).toNanos();
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
    if (terminal) {
      err.print(ERASE + text);
    } else {
      err.println(text);
    }
    err.flush();
    shown = true;
  }

  /** Takes the line away, so that what comes next stands alone. */
  void done() {
    if (shown && terminal) {
      err.print(ERASE);
      err.flush();
    }
  }
}

package io.acteon.bench.audit;

import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What verifying some records took. Immutable.
 *
 * @param thread processor time of the verifying thread
 * @param process processor time of the whole process: compiler, garbage collector and connections
 *     too
 */
record Verification(long records, Duration wall, Duration thread, Duration process) {
  static final String HEADER =
      """
      | verified | records | records/s of CPU | CPU us/record | of the process | records/s | heap |
      |---|---|---|---|---|---|---|\
      """;

  /** A verification; answers its report. */
  @FunctionalInterface
  interface Job {
    VerificationReport run() throws IOException;
  }

  /**
   * Runs {@code job} on this thread.
   *
   * @throws IllegalStateException when it does not find the chain proved
   */
  static Verification measured(Job job) throws IOException {
    long begin = System.nanoTime();
    Duration process = processCpu();
    long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    VerificationReport report = job.run();
    var measured =
        new Verification(
            report.recordsChecked(),
            Duration.ofNanos(System.nanoTime() - begin),
            Duration.ofNanos(
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread),
            processCpu().minus(process));
    if (report.verdict() != Verdict.VERIFIED || report.recordsChecked() != report.records()) {
      throw new IllegalStateException("not all is verified: " + report);
    }
    return measured;
  }

  private static Duration processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  String text() {
    return "%d %d %d %d".formatted(records, wall.toNanos(), thread.toNanos(), process.toNanos());
  }

  static Verification parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    return new Verification(
        Long.parseLong(parts[0]), nanos(parts[1]), nanos(parts[2]), nanos(parts[3]));
  }

  private static Duration nanos(String text) {
    return Duration.ofNanos(Long.parseLong(text));
  }

  String row(String title, String heap) {
    return "| %s | %d | %.0f | %.2f | %.2f | %.0f | %s |"
        .formatted(
            title,
            records,
            records * 1e9 / thread.toNanos(),
            thread.toNanos() / 1e3 / records,
            process.toNanos() / 1e3 / records,
            records * 1e9 / wall.toNanos(),
            heap);
  }
}

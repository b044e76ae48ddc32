package io.acteon.bench.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.bench.compare.Work;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All writers append to one chain, over one replica or several. In the end the chain is verified,
 * and must have every acknowledged record. Thread-safe.
 */
final class Appends implements Work {
  private final List<Trail> replicas;
  private final SampleRecords records = new SampleRecords();
  private final AtomicLong acknowledged = new AtomicLong();

  Appends(List<Trail> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  @Override
  public int once(int client) {
    replicas.get(client % replicas.size()).append(records.suppressed());
    acknowledged.incrementAndGet();
    return 1;
  }

  @Override
  public void verify() {
    VerificationReport report =
        replicas
            .getFirst()
            .chain()
            .verify(SampleRecords.SCOPE, Range.ALL, Progress.NONE, Trail.patiently());
    if (report.verdict() != Verdict.VERIFIED || report.records() < acknowledged.get()) {
      throw new IllegalStateException(
          "%d records were acknowledged; the chain has %d and is %s: %s"
              .formatted(
                  acknowledged.get(), report.records(), report.verdict(), report.findings()));
    }
  }
}

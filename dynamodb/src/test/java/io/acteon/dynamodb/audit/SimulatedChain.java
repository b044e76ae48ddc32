package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.model.Scope;
import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.accounting.Delay;
import io.acteon.store.Environment;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One signed chain on a simulator of its own that takes its time, real time, for every request; the
 * replicas that append to it, and its segments as they lie in the table. Thread-safe.
 */
final class SimulatedChain implements AutoCloseable {
  final long seed = ThreadLocalRandom.current().nextLong();
  final Scope scope = new Scope("shop", "acme");
  private final AuditSamples samples = new AuditSamples(TimeSource.system(), new Random(seed));
  private final Simulator simulator;
  private final LocalTrail trail;
  private final List<AuditStore> opened = new ArrayList<>();

  SimulatedChain(Delay latency) {
    simulator = Simulator.start(SimulatorOptions.plain().withLatency(latency).withSeed(seed));
    trail = new LocalTrail(simulator.endpoint());
  }

  /** Another replica; what is sent by all is counted by {@link LocalTrail#sent()}. */
  AuditStore open(Map<String, String> more, HookedHttpClient.Hook hook) {
    var settings = new HashMap<>(more);
    settings.put("signing_key_file", Chains.keyFile().toString());
    settings.put("checkpoint_interval_seconds", Long.toString(Duration.ofDays(1).toSeconds()));
    AuditStore store =
        trail.open(
            "",
            AuditMode.SOC2,
            settings,
            Environment.system(),
            http -> new HookedHttpClient(http, hook));
    opened.add(store);
    return store;
  }

  LocalTrail trail() {
    return trail;
  }

  synchronized AuditRecord record() {
    return samples.record(scope);
  }

  /** An outcome that was decided without a provider, so that it needs no intent. */
  AuditRecord decided() {
    return record().toBuilder().outcome("suppressed").build();
  }

  VerificationReport verify() {
    return opened
        .getFirst()
        .chain()
        .orElseThrow()
        .verify(scope, Range.ALL, Progress.NONE, patient());
  }

  static Deadline patient() {
    return Deadline.in(Duration.ofMinutes(2), TimeSource.system());
  }

  /** All segments, in their order. */
  List<Segment> segments() {
    try (var hand = new TableHand(simulator.endpoint(), trail.table())) {
      return hand.all().entrySet().stream()
          .filter(item -> item.getKey().startsWith("SEQ#shop#acme#"))
          .map(item -> segment(item.getValue()))
          .sorted(Comparator.comparingLong(Segment::k))
          .toList();
    }
  }

  private static Segment segment(Map<String, AttributeValue> item) {
    Octets bytes = RecordItem.bytes(item, Attribute.SEGMENT).orElseThrow();
    return SegmentBytes.read(bytes).segment();
  }

  @Override
  public void close() {
    opened.reversed().forEach(AuditStore::close);
    simulator.close();
  }
}

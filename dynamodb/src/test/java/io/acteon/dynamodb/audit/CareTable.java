package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.audit.VerificationReport;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.files.ScratchFolder;
import io.acteon.testkit.time.Eventually;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A deployment of a test's own with fake time, whose replicas are opened, broken and closed by the
 * test. For one thread.
 */
final class CareTable implements AutoCloseable {
  static final LocalTrail TABLE = new LocalTrail();

  private static final Duration MOMENT = Duration.ofSeconds(3);
  private static final int MOST_TRIES = 5;

  final long seed = ThreadLocalRandom.current().nextLong();
  final FakeTime time = FakeTime.startingNow();
  final AuditSamples samples = new AuditSamples(time, new Random(seed));
  final Scope scope = new Scope("shop", "acme");
  final String deployment = "m" + Long.toUnsignedString(seed, 36);
  final TrailKeys keys = new TrailKeys(deployment);
  final RequestLog wire = new RequestLog();
  final Path folder = ScratchFolder.untilExit("acteon-care");
  private final List<AuditStore> opened = new CopyOnWriteArrayList<>();

  /** An empty value in {@code more} unsets one. */
  Map<String, String> settings(Map<String, String> more) {
    var settings = new HashMap<String, String>();
    settings.put("signing_key_file", Chains.keyFile().toString());
    settings.put("log_id", "test");
    settings.put("checkpoint_interval_seconds", "60");
    settings.putAll(more);
    settings.values().removeIf(String::isEmpty);
    return settings;
  }

  AuditStore open() {
    return open(AuditMode.SOC2, Map.of(), FaultPlan.NONE);
  }

  AuditStore open(Map<String, String> more) {
    return open(AuditMode.SOC2, more, FaultPlan.NONE);
  }

  AuditStore open(AuditMode mode, Map<String, String> more, FaultPlan plan) {
    return openWith(mode, more, http -> new DisturbedHttpClient(http, plan, wire, seed));
  }

  /** A replica; it is closed with the rest unless the test did. */
  AuditStore openWith(AuditMode mode, Map<String, String> more, UnaryOperator<SdkHttpClient> with) {
    AuditStore store =
        TABLE.open(
            deployment,
            mode,
            settings(more),
            new Environment(new HastyTime(time), new UuidV7(time), StoreListener.NONE),
            with);
    opened.add(store);
    return store;
  }

  void close(AuditStore store) {
    opened.remove(store);
    store.close();
  }

  Deadline soon() {
    return Deadline.in(Duration.ofMinutes(10), time);
  }

  Answer<Receipt, Refusal> outcome(AuditStore store, AuditRecord record) {
    return store.outcome(record, Optional.empty(), soon());
  }

  /** An outcome that was decided without a provider, so that it needs no intent. */
  AuditRecord decided() {
    return decided(scope);
  }

  AuditRecord decided(Scope in) {
    return samples.record(in).toBuilder().outcome("suppressed").build();
  }

  /**
   * Advances time by a whole {@code step} and lets it stand while what wakes does its work, whose
   * deadlines are by this time, too; again only if nothing woke.
   */
  void advanceUntil(Duration step, String what, BooleanSupplier condition) {
    advanceUntil(time, step, what, condition);
  }

  /** The same on clocks of one's own. */
  static void advanceUntil(FakeTime time, Duration step, String what, BooleanSupplier condition) {
    for (int tries = 1; !condition.getAsBoolean(); tries++) {
      time.advance(step);
      try {
        Eventually.holds(what, MOMENT, condition);
      } catch (AssertionError late) {
        if (tries == MOST_TRIES) {
          throw late;
        }
      }
    }
  }

  VerificationReport verify(AuditStore store) {
    return store.chain().orElseThrow().verify(scope, Range.ALL, Progress.NONE, soon());
  }

  @Override
  public void close() {
    opened.reversed().forEach(AuditStore::close);
  }
}

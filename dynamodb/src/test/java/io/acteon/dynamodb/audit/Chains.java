package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Private;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** A signed chain of a test's own, and short ways to fill, spoil and verify it. For one thread. */
final class Chains implements AutoCloseable {
  static final LocalTrail TABLE = new LocalTrail();
  private static final Path KEY_FILE = madeKeyFile();

  final long seed = ThreadLocalRandom.current().nextLong();
  final FakeTime time = FakeTime.startingNow();
  final AuditSamples samples = new AuditSamples(time, new Random(seed));
  final Scope scope = new Scope("shop", "acme");
  final TrailKeys keys;
  private final String deployment = "v" + Long.toUnsignedString(seed, 36);
  private final Map<String, String> settings = new HashMap<>();
  private final List<AuditStore> opened = new ArrayList<>();
  private AuditStore store;

  Chains() {
    this(Map.of());
  }

  Chains(Map<String, String> more) {
    settings.put("signing_key_file", KEY_FILE.toString());
    settings.put("log_id", "test");
    settings.putAll(more);
    keys = new TrailKeys(deployment);
    store = reopen();
  }

  private static Path madeKeyFile() {
    try {
      Path file = Files.createTempFile("acteon", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Ed25519Private.generatePem(new SecureRandom()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path keyFile() {
    return KEY_FILE;
  }

  static Ed25519Private key() {
    try {
      return Ed25519Private.parse(Files.readString(KEY_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another replica of the same gateway. */
  AuditStore reopen() {
    return reopen(Map.of());
  }

  AuditStore reopen(Map<String, String> more) {
    var all = new HashMap<>(settings);
    all.putAll(more);
    AuditStore other =
        TABLE.open(
            deployment,
            AuditMode.SOC2,
            all,
            new Environment(new HastyTime(time), new UuidV7(time), StoreListener.NONE));
    opened.add(other);
    return other;
  }

  /** Closes the gateway, which takes a last checkpoint, and opens it again. */
  void restart() {
    store.close();
    opened.remove(store);
    store = reopen();
  }

  AuditStore store() {
    return store;
  }

  AuditChain chain() {
    return store.chain().orElseThrow();
  }

  Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), time);
  }

  /** Appends an intent and its outcome. */
  List<AuditRecord> dispatch() {
    return dispatch(samples.record(scope));
  }

  List<AuditRecord> dispatch(AuditRecord outcome) {
    AuditRecord intent = AuditSamples.intentOf(outcome);
    Receipt receipt = applied(store.intent(intent, soon()));
    Receipt done = applied(store.outcome(outcome, Optional.of(receipt), soon()));
    time.advance(Duration.ofMillis(1));
    return List.of(
        intent.toBuilder().chain(receipt.position()).build(),
        outcome.toBuilder().chain(done.position()).build());
  }

  static <A> A applied(Answer<A, ?> answer) {
    if (answer instanceof Answer.Applied<A, ?>(A value)) {
      return value;
    }
    throw new AssertionError("not applied: " + answer);
  }

  VerificationReport verify() {
    return verify(store);
  }

  /** As another replica, or an auditor, sees it. */
  VerificationReport verify(AuditStore by) {
    return by.chain().orElseThrow().verify(scope, Range.ALL, Progress.NONE, soon());
  }

  String name() {
    return keys.chain(scope);
  }

  @Override
  public void close() {
    opened.reversed().forEach(AuditStore::close);
  }
}

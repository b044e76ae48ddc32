package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.crypto.Ed25519Private;
import io.acteon.model.Scope;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.audit.AuditSamples;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.io.OutputStream;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a chained trail asks of the table is granted by the policies in deploy/: an
 * operation that is added without its permission fails here and not in AWS.
 */
class PoliciesSufficeTest {
  private static final Scope SCOPE = new Scope("shop", "acme");

  private final LocalTrail table = new LocalTrail();
  private final FakeTime time = FakeTime.startingNow();
  private final AuditSamples samples = new AuditSamples(time, new Random(1));
  private final List<AskedPermissions> wires = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void tableAndKey() throws IOException {
    Path key = folder.resolve("key.pem");
    Files.writeString(key, Ed25519Private.generatePem(new SecureRandom()));
    settings.put("signing_key_file", key.toString());
    settings.put("log_id", "policies");
    open().close(); // At a local endpoint the first one makes the table.
    wires.clear();
  }

  private AuditStore open() {
    return table.open(
        "",
        AuditMode.SOC2,
        settings,
        new Environment(time, new UuidV7(time), StoreListener.NONE),
        http -> {
          var wire = new AskedPermissions(http);
          wires.add(wire);
          return wire;
        });
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofMinutes(1), time);
  }

  private void dispatch(AuditStore store) {
    AuditRecord outcome =
        samples.record(SCOPE).toBuilder()
            .expiresAt(Optional.of(time.now().plus(Duration.ofDays(1))))
            .build();
    Receipt intent = Chains.applied(store.intent(AuditSamples.intentOf(outcome), soon()));
    var _ = Chains.applied(store.outcome(outcome, Optional.of(intent), soon()));
  }

  private void read(AuditStore store) throws IOException {
    var _ = store.query(AuditQuery.newest(10), soon());
    var _ = store.chain().orElseThrow().verify(SCOPE, Range.ALL, Progress.NONE, soon());
    var _ =
        store
            .chain()
            .orElseThrow()
            .export(SCOPE, Range.ALL, OutputStream.nullOutputStream(), Progress.NONE, soon());
  }

  private List<AskedPermissions.Asked> refused(Policy policy) {
    return wires.stream()
        .flatMap(wire -> wire.all().stream())
        .filter(asked -> !policy.grants(asked))
        .toList();
  }

  @Test
  void theGatewayIsGrantedWhatItAsksFor() throws IOException {
    try (AuditStore store = open()) {
      dispatch(store);
      dispatch(store);
      read(store);
    }

    assertThat(wires).anyMatch(wire -> !wire.all().isEmpty());
    assertThat(refused(Policy.read("iam-compliance.json"))).isEmpty();
    assertThat(refused(Policy.read("iam-auditor.json"))).isNotEmpty();
  }

  @Test
  void theAuditorIsGrantedWhatItAsksFor() throws IOException {
    try (AuditStore store = open()) {
      dispatch(store);
      read(store);
    }
    wires.clear();
    settings.remove("signing_key_file");

    try (AuditStore store = open()) {
      read(store);
    }

    assertThat(refused(Policy.read("iam-auditor.json"))).isEmpty();
  }

  @Test
  void onlyWhoeverHoldsIsGrantedToMoveExpiries() throws IOException {
    try (AuditStore store = open()) {
      dispatch(store);
    }
    wires.clear();

    try (AuditStore store = open()) {
      assertThat(store.chain().orElseThrow().hold(SCOPE, "case 17", soon())).isEqualTo(2);
      assertThat(store.chain().orElseThrow().release(SCOPE, "closed", soon())).isEqualTo(2);
    }

    assertThat(refused(Policy.read("iam-hold.json"))).isEmpty();
    assertThat(refused(Policy.read("iam-compliance.json")))
        .isNotEmpty()
        .allSatisfy(asked -> assertThat(asked.action()).isEqualTo("dynamodb:UpdateItem"));
  }
}

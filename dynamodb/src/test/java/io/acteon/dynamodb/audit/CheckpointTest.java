package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Octets;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.dynamodb.internal.ConnectionSettings;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.testkit.audit.AuditSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far chains have come is signed: now and then, at the end, and after a death. */
class CheckpointTest {
  private static final Duration INTERVAL = Duration.ofSeconds(61);
  private static final Map<String, String> NEVER =
      Map.of("checkpoint_interval_seconds", Integer.toString(Integer.MAX_VALUE));

  private final CareTable table = new CareTable();
  private final Path anchors = table.folder.resolve("anchors").resolve("acteon.jsonl");

  @AfterEach
  void close() {
    table.close();
  }

  private ChainId chain(Scope scope) {
    return new ChainId(ChainId.logId("test"), table.keys.chain(scope), 0);
  }

  private String origin(Scope scope) {
    return chain(scope).origin("acteon");
  }

  /** The size in the latest checkpoint in the table. */
  private Optional<Long> latest(Scope scope) {
    var note =
        Tamper.get(CareTable.TABLE.table(), CheckpointItems.latestId(origin(scope))).get("note");
    return Optional.ofNullable(note)
        .map(printed -> Checkpoint.parse(SignedNote.parse(printed.s()).text()).size());
  }

  private void append(AuditStore store, Scope scope, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(table.outcome(store, table.decided(scope))).isInstanceOf(Answer.Applied.class);
    }
  }

  private ChainSettings settings() {
    var settings =
        CareTable.TABLE.settings(
            table.deployment, table.settings(Map.of("anchor_file", anchors.toString())));
    return ChainSettings.of(settings, ConnectionSettings.of(settings));
  }

  private List<Anchors.Anchor> anchored(Scope scope) {
    return new AnchorFile(anchors, settings()).read(origin(scope)).all();
  }

  @Test
  void whatIsNewIsSignedAtAnIntervalAndOnce() {
    AuditStore store = table.open();
    append(store, table.scope, 3);
    table.advanceUntil(INTERVAL, "a checkpoint", () -> latest(table.scope).equals(Optional.of(3L)));
    table.advanceUntil(
        INTERVAL, "one of the log of logs", () -> latest(Checkpointer.LOG_OF_LOGS).isPresent());
    table.wire.reset();

    table.time.advance(INTERVAL);
    append(store, table.scope, 1);
    table.advanceUntil(
        INTERVAL, "the next checkpoint", () -> latest(table.scope).equals(Optional.of(4L)));

    assertThat(table.verify(store).findings()).isEmpty();
  }

  @Test
  void closingSignsTheEnd() {
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 5);
    table.close(store);

    assertThat(latest(table.scope)).contains(5L);
    assertThat(latest(Checkpointer.LOG_OF_LOGS)).contains(1L);
    assertThat(anchored(table.scope))
        .extracting(anchor -> anchor.checkpoint().size())
        .containsExactly(5L);
    assertThat(anchored(Checkpointer.LOG_OF_LOGS)).hasSize(1);
  }

  @Test
  void whatAReplicaThatDiedLeftIsSignedByTheNext() {
    Scope other = new Scope("shop", "other");
    AuditStore dying = table.open(NEVER);
    append(dying, table.scope, 2);
    append(dying, other, 1);

    table.open();

    table.advanceUntil(
        INTERVAL,
        "checkpoints of both",
        () -> latest(table.scope).equals(Optional.of(2L)) && latest(other).equals(Optional.of(1L)));
  }

  @Test
  void anEndThatNoReplicaSignedIsNotSigned() {
    Scope other = new Scope("shop", "other");
    AuditStore dying = table.open(NEVER);
    append(dying, table.scope, 2);
    append(dying, other, 2);
    var forged = new HashMap<>(Tamper.get(CareTable.TABLE.table(), head(table.scope)));
    forged.put(Attribute.NEXT_SEQUENCE, RecordItem.number(1));
    Tamper.put(CareTable.TABLE.table(), forged);
    String segment = table.keys.segmentId(table.keys.chain(table.scope), 0, 1);
    Tamper.put(
        CareTable.TABLE.table(),
        Map.of(
            "id",
            RecordItem.text(segment),
            Attribute.SEGMENT,
            RecordItem.binary(Octets.utf8("forged"))));

    table.open();

    table.advanceUntil(
        INTERVAL, "the other's checkpoint", () -> latest(other).equals(Optional.of(2L)));
    assertThat(latest(table.scope)).isEmpty();
  }

  private String head(Scope scope) {
    return table.keys.headId(table.keys.chain(scope));
  }

  @Test
  void aTenantThatIsCalledLikeTheLogOfLogsIsAnOrdinaryOne() {
    Scope namesake = new Scope("my_system", "_audit");
    AuditStore store = table.open();
    append(store, namesake, 1);
    table.close(store);

    assertThat(latest(namesake)).contains(1L);
    assertThat(latest(Checkpointer.LOG_OF_LOGS)).contains(1L);
  }

  @Test
  void aTornLineIsNotContinued() throws IOException {
    AuditStore first = table.open(Map.of("anchor_file", anchors.toString()));
    append(first, table.scope, 1);
    table.close(first);
    byte[] whole = Files.readAllBytes(anchors);
    Files.write(
        anchors, new byte[] {'{', '"', 'n', (byte) 0xe2, (byte) 0x80}, StandardOpenOption.APPEND);

    AuditStore second = table.open(Map.of("anchor_file", anchors.toString()));
    append(second, table.scope, 1);
    table.close(second);

    assertThat(anchored(table.scope))
        .extracting(anchor -> anchor.checkpoint().size())
        .containsExactly(1L, 2L);
    assertThat(Files.readAllBytes(anchors)).startsWith(whole);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(anchors)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void replicasThatShareAnAnchorFileDoNotTearEachOthersLines() {
    var scopes = IntStream.range(0, 4).mapToObj(i -> new Scope("shop", "t" + i)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Scope scope : scopes) {
        AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
        append(store, scope, 1);
        threads.execute(() -> table.close(store));
      }
    }

    assertThat(scopes).allSatisfy(scope -> assertThat(anchored(scope)).isNotEmpty());
  }

  /** Another history of so many records of the chain, which the right key signed. */
  private SignedNote forked(long size) {
    var other = new Checkpoint(origin(table.scope), size, Octets.utf8("another").sha256());
    return SignedNote.sign(other.text(), "acteon", Chains.key());
  }

  private void assertStopsAtTheNextCheckpoint(AuditStore store, String where) {
    table.advanceUntil(
        INTERVAL, "the chain is stopped", () -> !store.condition().stopped().isEmpty());
    assertThat(store.condition().stopped())
        .singleElement()
        .asString()
        .contains("FORKED: " + where, "the same 3 records");
    assertThat(table.outcome(store, table.decided())).isNotInstanceOf(Answer.Applied.class);
    assertThat(table.verify(store).findings()).extracting(Finding::kind).contains(Kind.FORKED);
  }

  @Test
  void anAnchorOfTheSameSizeWithAnotherRootIsNotContradictedAndTheChainStops() throws IOException {
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 3);
    Files.createDirectories(anchors.getParent());
    Files.writeString(anchors, AnchorLines.print(forked(3), table.time.now()) + "\n");

    assertStopsAtTheNextCheckpoint(store, "the anchor file");

    assertThat(anchored(table.scope))
        .extracting(anchor -> anchor.checkpoint().root())
        .containsExactly(Octets.utf8("another").sha256());
  }

  @Test
  void aCheckpointInTheTableOfTheSameSizeWithAnotherRootStopsTheChain() {
    AuditStore store = table.open();
    append(store, table.scope, 3);
    SignedNote forked = forked(3);
    for (String id :
        List.of(
            CheckpointItems.latestId(origin(table.scope)),
            CheckpointItems.id(Checkpoint.parse(forked.text())))) {
      Tamper.put(
          CareTable.TABLE.table(),
          Map.of(
              "id", RecordItem.text(id),
              "note", RecordItem.text(forked.print()),
              "size", RecordItem.number(3)));
    }

    assertStopsAtTheNextCheckpoint(store, "the table");
  }

  @Test
  void twoAnchorsOfTheSameSizeWithDifferentRootsAreAFinding() throws IOException {
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 3);
    table.close(store);
    Files.writeString(
        anchors,
        AnchorLines.print(forked(2), table.time.now())
            + "\n"
            + AnchorLines.print(forked(3), table.time.now())
            + "\n",
        StandardOpenOption.APPEND);

    AuditStore after = table.open(Map.of("anchor_file", anchors.toString()));
    assertThat(table.verify(after).findings())
        .extracting(Finding::detail)
        .contains("two checkpoints show different histories of the first 3 records")
        .anyMatch(detail -> detail.contains("another history of the first 2 records"));
  }

  @Test
  void aChainThatIsGoneWithItsDirectoryItemIsKnownToTheAnchor() {
    Scope other = new Scope("shop", "other");
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 3);
    append(store, other, 1);
    table.close(store);
    AuditStore before = table.open(Map.of("anchor_file", anchors.toString()));
    assertThat(before.chain().orElseThrow().lost(table.soon())).isEmpty();

    for (String id :
        List.of(
            table.keys.directoryId(table.scope),
            head(table.scope),
            CheckpointItems.latestId(origin(table.scope)))) {
      Tamper.delete(CareTable.TABLE.table(), id);
    }

    Map<String, VerificationReport> lost = before.chain().orElseThrow().lost(table.soon());
    assertThat(lost).containsOnlyKeys(origin(table.scope));
    assertThat(lost.values())
        .flatExtracting(VerificationReport::findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.CHAIN_DELETED);
          assertThat(finding.detail()).contains("with 3 records");
        });
  }

  @Test
  void whatNobodySignedInTheAnchorMakesNoChain() throws IOException {
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 1);
    table.close(store);
    var stranger = Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
    var made = new Checkpoint("acteon/" + "0".repeat(64) + "/0", 7, Octets.EMPTY.sha256());
    Files.writeString(
        anchors,
        AnchorLines.print(SignedNote.sign(made.text(), "acteon", stranger), table.time.now())
            + "\nno line\n",
        StandardOpenOption.APPEND);

    assertThat(
            table
                .open(Map.of("anchor_file", anchors.toString()))
                .chain()
                .orElseThrow()
                .lost(table.soon()))
        .isEmpty();
  }

  @Test
  void anAnchorThatContradictsTheTableStopsAppending() {
    AuditStore store = table.open(Map.of("anchor_file", anchors.toString()));
    append(store, table.scope, 2);
    table.close(store);
    Tamper.delete(CareTable.TABLE.table(), head(table.scope));

    AuditStore after = table.open(Map.of("anchor_file", anchors.toString()));

    assertThat(table.outcome(after, table.decided()))
        .isInstanceOfSatisfying(
            Answer.Unknown.class, unknown -> assertThat(unknown.reason()).contains("ROLLED_BACK"));
    assertThat(after.intent(AuditSamples.intentOf(table.decided()), table.soon()))
        .isInstanceOf(Answer.Refused.class);
  }

  /** A replica that reads the end of the chain for the first time, {@code meanwhile} in between. */
  private void assertAppendsAlthough(int readsBefore, Consumer<AuditStore> meanwhile) {
    AuditStore rival = table.open(NEVER);
    append(rival, table.scope, 1);
    var reads = new AtomicInteger();
    AuditStore late =
        table.openWith(
            AuditMode.SOC2,
            NEVER,
            http ->
                new HookedHttpClient(
                    http,
                    operation -> {
                      if (operation.endsWith("GetItem") && reads.getAndIncrement() == readsBefore) {
                        meanwhile.accept(rival);
                      }
                    }));

    append(late, table.scope, 1);

    assertThat(late.condition().stopped()).as("before read %d", readsBefore).isEmpty();
    table.close(late);
    table.close(rival);
  }

  @Test
  void aRivalThatCommitsAndSignsBetweenAnyTwoReadsOfTheEndRolledNothingBack() {
    for (int readsBefore = 0; readsBefore < 4; readsBefore++) {
      assertAppendsAlthough(
          readsBefore,
          rival -> {
            append(rival, table.scope, 1);
            table.close(rival); // Signs.
          });
    }
  }

  @Test
  void whatAReplicaThatDiesLaterLeftIsSignedByOneThatRuns() {
    Scope other = new Scope("shop", "other");
    AuditStore dying = table.open(NEVER);
    append(dying, table.scope, 1);
    table.open();
    table.advanceUntil(
        INTERVAL, "the first look", () -> latest(table.scope).equals(Optional.of(1L)));

    append(dying, other, 2);

    table.advanceUntil(
        Checkpointer.OTHERS, "the next look", () -> latest(other).equals(Optional.of(2L)));
  }

  /** A replica that fails so in operations of this kind. */
  private AuditStore failing(String kind, HookedHttpClient.Hook failure) {
    return table.openWith(
        AuditMode.SOC2,
        Map.of(),
        http ->
            new HookedHttpClient(
                http,
                operation -> {
                  if (operation.equals(kind)) {
                    failure.before(operation);
                  }
                }));
  }

  @Test
  void onesOwnChainsDoNotWaitForThoseOfOthers() {
    Scope other = new Scope("shop", "other");
    append(table.open(NEVER), other, 1);
    var down = new AtomicBoolean(true);
    AuditStore store =
        failing(
            "Query",
            _ -> {
              if (down.get()) {
                throw new IOException("no chains are listed");
              }
            });
    append(store, table.scope, 2);

    table.advanceUntil(
        INTERVAL, "one's own checkpoint", () -> latest(table.scope).equals(Optional.of(2L)));
    assertThat(latest(other)).isEmpty();

    down.set(false);
    table.advanceUntil(
        INTERVAL, "the other's in a later round", () -> latest(other).equals(Optional.of(1L)));
  }

  @Test
  void anErrorInOneRoundIsNotTheLast() {
    var isShort = new AtomicBoolean(true);
    AuditStore store =
        failing(
            "PutItem",
            _ -> {
              if (isShort.getAndSet(false)) {
                throw new OutOfMemoryError("of the test");
              }
            });
    append(store, table.scope, 2);
    table.advanceUntil(INTERVAL, "a round that fails", () -> !isShort.get());

    table.advanceUntil(
        INTERVAL, "one that does not", () -> latest(table.scope).equals(Optional.of(2L)));
  }
}

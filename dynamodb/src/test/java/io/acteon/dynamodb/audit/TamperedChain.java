package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.Segment;
import io.acteon.testkit.audit.AuditSamples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A chain that grows and expires, and what a model must know of it. For one thread. */
final class TamperedChain implements AutoCloseable {
  private static final Duration NEVER = Duration.ofDays(300);

  final Chains chains;
  final TableHand hand;
  final AuditStore anchored;
  private final Path anchorFile;
  private final Random random;
  private long anchoredSize;

  TamperedChain(URI url, Path anchorFile, Random random) {
    this.anchorFile = anchorFile;
    this.random = random;
    String table = "tampered-" + Long.toUnsignedString(random.nextLong(), 36);
    this.chains =
        new Chains(
            Map.of(
                "url", url.toString(),
                "table_name", table,
                "checkpoint_interval_seconds", Long.toString(NEVER.toSeconds())));
    this.anchored = chains.reopen(Map.of("anchor_file", anchorFile.toString()));
    this.hand = new TableHand(url, table);
  }

  /** Dispatches that are on their way at the same time, so that segments hold several records. */
  void append(int dispatches) throws InterruptedException {
    append(dispatches, chains.samples, random);
  }

  /** The same from another thread. */
  void append(int dispatches, AuditSamples samples, Random own) throws InterruptedException {
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < dispatches; i++) {
        AuditRecord outcome = drawn(samples, own);
        tasks.execute(() -> dispatch(outcome));
      }
      tasks.shutdown();
      if (!tasks.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new AssertionError("records were not appended within a minute");
      }
    }
  }

  private AuditRecord drawn(AuditSamples samples, Random own) {
    AuditRecord record =
        own.nextInt(4) == 0 ? samples.full(chains.scope) : samples.record(chains.scope);
    return record.toBuilder().expiresAt(expiry(own)).build();
  }

  /** Gone already, in an hour, or never. */
  private Optional<Instant> expiry(Random own) {
    return switch (own.nextInt(3)) {
      case 0 -> Optional.of(chains.time.now().minusSeconds(1 + own.nextInt(60)));
      case 1 -> Optional.of(chains.time.now().plusSeconds(3600));
      default -> Optional.empty();
    };
  }

  private void dispatch(AuditRecord outcome) {
    Receipt intent =
        Chains.applied(chains.store().intent(AuditSamples.intentOf(outcome), chains.soon()));
    var _ = Chains.applied(chains.store().outcome(outcome, Optional.of(intent), chains.soon()));
  }

  /** DynamoDB collects some of what has expired, in no order. */
  void expire() {
    long now = chains.time.now().getEpochSecond();
    for (Map<String, AttributeValue> item : List.copyOf(hand.all().values())) {
      AttributeValue ttl = item.get(Attribute.TTL);
      if (ttl != null && Long.parseLong(ttl.n()) < now && random.nextInt(3) == 0) {
        hand.delete(item.getOrDefault(Attribute.ID, ttl).s());
      }
    }
  }

  void anchor() throws IOException {
    ChainTip tip = head().tip();
    var checkpoint =
        new Checkpoint(tip.chain().origin("acteon"), tip.frontier().size(), tip.frontier().root());
    SignedNote note = SignedNote.sign(checkpoint.text(), "acteon", Chains.key());
    var _ =
        Files.writeString(
            anchorFile,
            AnchorLines.print(note, chains.time.now()) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
    anchoredSize = tip.nextSequence();
  }

  long anchoredSize() {
    return anchoredSize;
  }

  ChainHead head() {
    return SegmentReads.head(
        hand.get(headId()), new ChainId(ChainId.logId("test"), chains.name(), 0));
  }

  String headId() {
    return chains.keys.headId(chains.name());
  }

  String segmentId(long k) {
    return chains.keys.segmentId(chains.name(), 0, k);
  }

  Segment segment(Map<String, Map<String, AttributeValue>> items, long k) {
    return SegmentReads.segment(items.getOrDefault(segmentId(k), Map.of())).segment();
  }

  /** The chain's records that are there. */
  List<Map<String, AttributeValue>> records(Map<String, Map<String, AttributeValue>> items) {
    return items.values().stream()
        .filter(item -> item.containsKey(Attribute.SEQUENCE))
        .filter(item -> isOurs(item))
        .toList();
  }

  private boolean isOurs(Map<String, AttributeValue> item) {
    String scope = item.getOrDefault(Attribute.SCOPE, RecordItem.text("")).s();
    return TrailKeys.chainOf(scope).equals(chains.name());
  }

  /** The ids of all items of the chain. */
  List<String> ids(Map<String, Map<String, AttributeValue>> items) {
    var ids = new ArrayList<String>();
    items.forEach((id, item) -> {
      boolean named =
          id.equals(headId())
              || id.equals(chains.keys.directoryId(chains.scope))
              || id.startsWith("SEQ#" + chains.name() + "#");
      if (named || (item.containsKey(Attribute.SEQUENCE) && isOurs(item))) {
        ids.add(id);
      }
    });
    return ids;
  }

  VerificationReport verify() {
    return chains.verify();
  }

  VerificationReport verifyAnchored() {
    return chains.verify(anchored);
  }

  @Override
  public void close() {
    hand.close();
    chains.close();
  }
}

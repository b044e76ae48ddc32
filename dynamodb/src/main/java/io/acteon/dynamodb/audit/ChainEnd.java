package io.acteon.dynamodb.audit;

import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Judges whether a commit may stand where a chain ends. For one thread, but {@link #signed}.
 *
 * <p>Whoever can write the table can put a segment behind the last one and move the head. A segment
 * names its predecessor's hash, so the next honest signature would cover that one, too. Hence a
 * replica with a key builds only on an end that a trusted key signed, or on the beginning. Then, by
 * induction, an honest signature vouches for everything before it: whoever signed the end had
 * judged the end before it in the same way.
 *
 * <p>The one exception is a chain older than its key: it may be gone on with if none of its
 * segments is signed, down to the first, and no checkpoint of it is known. A replica without a key
 * never builds on a signed end, or the others could not build on its own.
 *
 * <p>The end that our own commit left needs no look; that of another costs a read at most.
 */
final class ChainEnd {
  private static final Logger LOG = LoggerFactory.getLogger(ChainEnd.class);

  private final ChainContext context;
  private final SegmentReads reads;
  private final UnsignedRun unsigned;
  private @Nullable ChainTip good;
  private Map<String, AttributeValue> met = Map.of();
  private volatile @Nullable ChainTip signed;

  /** What a commit may do. */
  sealed interface Ruling {
    /** It may stand there. */
    record Good() implements Ruling {}

    /** It may not, until the end is another's. */
    record NotNow(String reason) implements Ruling {}

    /**
     * It may not, as far as one look shows: what was not seen may be there all the same, since a
     * read beside a transaction may see one of its items before another.
     */
    record Doubtful(String finding) implements Ruling {}

    /** Nothing may be appended to this chain any more. */
    record Never(String finding) implements Ruling {}
  }

  ChainEnd(ChainContext context) {
    this.context = context;
    this.reads = new SegmentReads(context.table(), context.keys());
    this.unsigned = new UnsignedRun(reads);
  }

  /** Takes note of what our own commit left. */
  void left(ChainHead head) {
    good = head.tip();
    if (context.key().isPresent()) {
      signed = head.tip();
    }
  }

  /** Takes a segment's item that a refusal showed; it may be the last one. */
  void met(Map<String, AttributeValue> item) {
    met = item;
  }

  /** Where the chain ended when this process last saw it end with a trusted signature. */
  Optional<ChainTip> signed() {
    return Optional.ofNullable(signed);
  }

  Ruling judge(ChainHead on, Deadline deadline) {
    if (!on.exists() || on.tip().equals(good)) {
      return new Ruling.Good();
    }
    return context
        .table()
        .metered(
            "chain_end",
            meter -> judge(on.tip(), last(on.tip(), deadline, meter), deadline, meter));
  }

  private Ruling judge(
      ChainTip tip, Map<String, AttributeValue> last, Deadline deadline, CallMeter meter) {
    if (last.isEmpty()) {
      return new Ruling.Doubtful(
          finding(tip, "its head stands behind segment %d, which is gone".formatted(lastK(tip))));
    }
    Optional<SegmentBytes> end = read(last).filter(segment -> isEnd(segment, tip));
    if (end.isEmpty()) {
      return broken(tip, "its head does not say where segment %d ends".formatted(lastK(tip)));
    }
    SegmentBytes segment = end.get();
    Ruling ruling =
        segment.keyId().isPresent()
            ? signed(tip, segment)
            : unsigned(tip, segment, deadline, meter);
    if (ruling instanceof Ruling.Good) {
      good = tip;
    }
    return ruling;
  }

  /** The item of the last segment; empty if none was seen. */
  private Map<String, AttributeValue> last(ChainTip tip, Deadline deadline, CallMeter meter) {
    Map<String, AttributeValue> item = met;
    met = Map.of();
    return read(item).filter(segment -> isEnd(segment, tip)).isPresent()
        ? item
        : reads
            .items(tip.chain(), lastK(tip), tip.nextK(), deadline, meter)
            .getOrDefault(lastK(tip), Map.of());
  }

  private static long lastK(ChainTip tip) {
    return tip.nextK() - 1;
  }

  private static Optional<SegmentBytes> read(Map<String, AttributeValue> item) {
    try {
      return item.isEmpty() ? Optional.empty() : Optional.of(SegmentReads.segment(item));
    } catch (UnreadableRecordException _) {
      return Optional.empty(); // Then it is not the segment that the head names.
    }
  }

  /** Whether {@code tip} is just what this segment leaves. */
  static boolean isEnd(SegmentBytes segment, ChainTip tip) {
    return segment.segment().chain().equals(tip.chain()) && tip.after(segment).equals(tip);
  }

  private Ruling signed(ChainTip tip, SegmentBytes segment) {
    long k = segment.segment().k();
    String id = segment.keyId().orElseThrow().hex();
    if (context.key().isEmpty()) {
      return new Ruling.NotNow(
          "chain %s is signed (segment %d, key %s), and this gateway has no signing key: what it appended, those that sign could not go on from; set compliance.signing_key_file here, too"
              .formatted(tip.chain().name(), k, id));
    }
    List<Ed25519Public> named =
        context.trusted().stream()
            .filter(key -> segment.keyId().equals(Optional.of(key.id())))
            .toList();
    if (named.isEmpty()) {
      return new Ruling.NotNow(
          "segment %d of chain %s is signed by the key %s, which is not trusted here: if it is yours, put its public key into compliance.trusted_keys of every gateway before any signs with it"
              .formatted(k, tip.chain().name(), id));
    }
    if (named.stream().noneMatch(segment::isSignedBy)) {
      return broken(
          tip,
          "the signature of segment %d is not that of the key %s, which it names".formatted(k, id));
    }
    signed = tip;
    return new Ruling.Good();
  }

  private Ruling unsigned(ChainTip tip, SegmentBytes segment, Deadline deadline, CallMeter meter) {
    if (context.key().isEmpty()) {
      return new Ruling.Good();
    }
    Optional<UnsignedRun.Fault> fault = unsigned.follow(segment, deadline, meter);
    if (fault.isPresent()) {
      String finding = finding(tip, fault.get().what());
      return fault.get().absent() ? new Ruling.Doubtful(finding) : new Ruling.Never(finding);
    }
    if (wasSigned(tip, deadline, meter)) {
      return broken(tip, "there is a checkpoint of it, but none of its segments is signed");
    }
    LOG.warn(
        "audit chain {} is signed from record {} on; whoever could write the table could have"
            + " rewritten those before it",
        tip.chain().name(),
        tip.nextSequence());
    return new Ruling.Good();
  }

  /** Checkpoints are made of signed ends only; a larger one may be of a commit since. */
  private boolean wasSigned(ChainTip tip, Deadline deadline, CallMeter meter) {
    String origin = tip.chain().origin(context.logOrigin());
    return context
        .checkpoints()
        .flatMap(checkpoints -> checkpoints.newest(origin, deadline, meter))
        .map(checkpoint -> checkpoint.size() <= tip.frontier().size())
        .orElse(false);
  }

  private static Ruling broken(ChainTip tip, String what) {
    return new Ruling.Never(finding(tip, what));
  }

  private static String finding(ChainTip tip, String what) {
    return "CHAIN_BROKEN: chain %s: %s; somebody else wrote the table: verify the chain before anything is appended to it again"
        .formatted(tip.chain().name(), what);
  }
}

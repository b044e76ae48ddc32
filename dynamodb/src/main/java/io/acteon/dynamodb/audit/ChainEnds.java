package io.acteon.dynamodb.audit;

import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.crypto.chain.SegmentBytes;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.dynamodb.internal.CallMeter;
import io.acteon.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where chains end: those of this process, and those in the table that ended without a checkpoint.
 * Thread-safe.
 */
final class ChainEnds implements Checkpointer.Chains {
  private static final int CHAINS_AT_ONCE = 50; // A head and a checkpoint each.

  private final TableAccess table;
  private final TrailKeys keys;
  private final ScopeDirectory directory;
  private final ChainSettings settings;
  private final CheckpointItems checkpoints;
  private final ChainWriter writer;

  ChainEnds(
      TableAccess table,
      TrailKeys keys,
      ScopeDirectory directory,
      ChainSettings settings,
      CheckpointItems checkpoints,
      ChainWriter writer) {
    this.table = table;
    this.keys = keys;
    this.directory = directory;
    this.settings = settings;
    this.checkpoints = checkpoints;
    this.writer = writer;
  }

  @Override
  public String logOfLogs() {
    return keys.chain(Checkpointer.LOG_OF_LOGS);
  }

  @Override
  public List<ChainTip> own() {
    return writer.tips();
  }

  @Override
  public void stop(String origin, String finding) {
    writer.stop(origin, finding);
  }

  @Override
  public List<ChainTip> uncovered(Supplier<Deadline> step) {
    return table.metered(
        "chain_ends",
        meter -> {
          List<ChainId> all =
              directory.entries(step.get(), meter).stream()
                  .map(scope -> new ChainId(settings.logId(), keys.chain(scope), 0))
                  .toList();
          var ends = new ArrayList<ChainTip>();
          for (int i = 0; i < all.size(); i += CHAINS_AT_ONCE) {
            ends.addAll(
                uncovered(
                    all.subList(i, Math.min(all.size(), i + CHAINS_AT_ONCE)), step.get(), meter));
          }
          return ends;
        });
  }

  private List<ChainTip> uncovered(List<ChainId> chains, Deadline deadline, CallMeter meter) {
    var heads =
        table.getAll(
            chains.stream().map(chain -> keys.headId(chain.name())).toList(), deadline, meter);
    List<ChainTip> tips =
        chains.stream()
            .flatMap(chain ->
                tip(heads.getOrDefault(keys.headId(chain.name()), Map.of()), chain).stream())
            .toList();
    var latest =
        table.getAll(
            tips.stream().map(tip -> CheckpointItems.latestId(origin(tip))).toList(),
            deadline,
            meter);
    List<ChainTip> behind =
        tips.stream()
            .filter(tip ->
                !isCovered(
                    tip, latest.getOrDefault(CheckpointItems.latestId(origin(tip)), Map.of())))
            .toList();
    var segments = table.getAll(behind.stream().map(this::lastSegmentId).toList(), deadline, meter);
    return behind.stream()
        .filter(tip -> isSigned(tip, segments.getOrDefault(lastSegmentId(tip), Map.of())))
        .toList();
  }

  private static Optional<ChainTip> tip(Map<String, AttributeValue> item, ChainId chain) {
    try {
      return Optional.of(ChainHead.of(item, chain)).filter(ChainHead::exists).map(ChainHead::tip);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // Verification says so; there is nothing here to be signed.
    }
  }

  private boolean isCovered(ChainTip tip, Map<String, AttributeValue> latest) {
    return checkpoints
        .latest(latest, origin(tip))
        .newest()
        .map(checkpoint -> checkpoint.size() >= tip.frontier().size())
        .orElse(false);
  }

  /** We sign nobody's word but that of a replica which signed it before us. */
  private boolean isSigned(ChainTip tip, Map<String, AttributeValue> item) {
    try {
      SegmentBytes last = SegmentReads.segment(item);
      return last.hash().equals(tip.lastSegment())
          && last.segment().chain().equals(tip.chain())
          && last.segment().end().equals(tip.end())
          && last.segment().frontier().equals(tip.frontier())
          && isSigned(last);
    } catch (UnreadableRecordException _) {
      return false;
    }
  }

  private boolean isSigned(SegmentBytes segment) {
    for (Ed25519Public key : settings.trusted()) {
      if (segment.isSignedBy(key)) {
        return true;
      }
    }
    return false;
  }

  private String lastSegmentId(ChainTip tip) {
    return keys.segmentId(tip.chain().name(), tip.chain().epoch(), tip.nextK() - 1);
  }

  private String origin(ChainTip tip) {
    return tip.chain().origin(settings.logOrigin());
  }
}

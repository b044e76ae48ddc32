package io.acteon.dynamodb.audit;

import io.acteon.crypto.Checkpoint;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.SignedNote;
import io.acteon.crypto.chain.ChainTip;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs, now and then, how far the chains of this process have come: into the table, into the log
 * of logs, and into the anchor file. Thread-safe: rounds are taken one at a time.
 */
final class Checkpointer implements AutoCloseable {
  /** The log of logs: an ordinary chain. */
  static final Scope LOG_OF_LOGS = new Scope("_system", "_audit");

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final ChainSettings settings;
  private final Ed25519Private key;
  private final CheckpointItems items;
  private final Supplier<List<ChainTip>> tips;
  private final SystemAppends append;
  private final TimeSource time;
  private final Map<String, Long> sizes = new HashMap<>();
  private final Thread rounds;

  Checkpointer(
      ChainSettings settings,
      Ed25519Private key,
      CheckpointItems items,
      Supplier<List<ChainTip>> tips,
      SystemAppends append,
      TimeSource time) {
    this.settings = settings;
    this.key = key;
    this.items = items;
    this.tips = tips;
    this.append = append;
    this.time = time;
    this.rounds = Thread.ofVirtual().name("acteon-audit-checkpoints").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        time.sleep(settings.checkpointInterval());
        round();
      }
    } catch (InterruptedException _) {
      // Closing takes the last round.
    }
  }

  /** Checkpoints what has grown since the last round; answers how many chains that were. */
  synchronized int round() {
    Deadline deadline = Deadline.in(ROUND, time);
    try {
      List<ChainTip> grown = tips.get().stream().filter(this::hasGrown).toList();
      List<ChainTip> others = grown.stream().filter(tip -> !isLogOfLogs(tip)).toList();
      var notes = new ArrayList<SignedNote>();
      for (ChainTip tip : others) {
        notes.add(publish(tip, deadline));
      }
      if (!others.isEmpty() && sayInLogOfLogs(others, deadline)) {
        for (ChainTip tip : tips.get()) {
          if (isLogOfLogs(tip)) {
            notes.add(publish(tip, deadline));
          }
        }
      }
      anchor(notes);
      others.forEach(tip -> sizes.put(tip.chain().name(), tip.nextSequence()));
      return others.size();
    } catch (StoreException e) {
      LOG.warn("audit checkpoints wait for the next round: {}", e.getMessage());
    } catch (IOException e) {
      LOG.error("audit checkpoints could not be anchored in {}", settings.anchorFile(), e);
    }
    return 0;
  }

  private static boolean isLogOfLogs(ChainTip tip) {
    return tip.chain().name().endsWith("_system#_audit");
  }

  private boolean hasGrown(ChainTip tip) {
    return tip.nextSequence() > sizes.getOrDefault(tip.chain().name(), 0L);
  }

  private SignedNote publish(ChainTip tip, Deadline deadline) {
    var checkpoint =
        new Checkpoint(
            tip.chain().origin(settings.logOrigin()), tip.frontier().size(), tip.frontier().root());
    SignedNote note = SignedNote.sign(checkpoint.text(), settings.logOrigin(), key);
    items.put(checkpoint, note, deadline);
    return note;
  }

  private void anchor(List<SignedNote> notes) throws IOException {
    if (settings.anchorFile().isPresent() && !notes.isEmpty()) {
      AnchorFile.append(settings.anchorFile().get(), notes, time.now());
    }
  }

  private boolean sayInLogOfLogs(List<ChainTip> tips, Deadline deadline) {
    Json chains =
        Json.array(
            tips.stream()
                .map(tip ->
                    Json.object(
                        Json.field("origin", tip.chain().origin(settings.logOrigin())),
                        Json.field("size", tip.frontier().size()),
                        Json.field("root", tip.frontier().root().hex()),
                        Json.field("head_hash", tip.end().hex())))
                .toList());
    Json details = Json.object(Json.field("chains", chains));
    return append.say(LOG_OF_LOGS, "checkpoints", details, Waiting.HoldChange.NONE, deadline)
        instanceof Answer.Applied;
  }

  @Override
  public void close() {
    rounds.interrupt();
    try {
      rounds.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var _ = round();
  }
}

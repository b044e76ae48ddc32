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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs, now and then, how far chains have come: into the table, into the log of logs, and into the
 * anchor file. Those are the chains that this process appends to, and every hour, first after the
 * first interval, all others whose end no checkpoint has seen, since a replica that died left them
 * so. Thread-safe: all rounds are one thread's, which is never interrupted, so that nothing is
 * written by halves.
 */
final class Checkpointer implements Attached {
  /** The log of logs: an ordinary chain. */
  static final Scope LOG_OF_LOGS = new Scope("_system", "_audit");

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /** So many chains are one record of the log of logs; each such step has a deadline of its own. */
  private static final int CHAINS_AT_ONCE = 100;

  private static final Duration STEP = Duration.ofSeconds(10);

  /** How often chains that nobody may look after are looked for. */
  static final Duration OTHERS = Duration.ofHours(1);

  private final ChainSettings settings;
  private final Ed25519Private key;
  private final CheckpointItems items;
  private final Optional<AnchorLog> anchor;
  private final Chains chains;
  private final SystemAppends append;
  private final TimeSource time;
  private final Map<String, Long> sizes = new HashMap<>();
  private final Ending ending;
  private volatile Instant lastSuccess;
  private Instant othersDue = Instant.MIN;

  /** The chains there are to be checkpointed. */
  interface Chains {
    /** The name of the log of logs. */
    String logOfLogs();

    /** Where the chains of this process end. */
    List<ChainTip> own();

    /** Where all chains end whose end no checkpoint has seen; each step has its own deadline. */
    List<ChainTip> uncovered(Supplier<Deadline> step);

    /** Nothing more may be appended to the chain of {@code origin}: {@code finding} says why. */
    void stop(String origin, String finding);
  }

  Checkpointer(
      ChainSettings settings,
      Ed25519Private key,
      CheckpointItems items,
      Chains chains,
      SystemAppends append,
      TimeSource time) {
    this.settings = settings;
    this.key = key;
    this.items = items;
    this.anchor = items.anchor().map(AnchorLog::new);
    this.chains = chains;
    this.append = append;
    this.time = time;
    this.lastSuccess = time.now();
    this.ending = new Ending(time);
    Thread.ofVirtual().name("acteon-audit-checkpoints").start(this::run);
  }

  private void run() {
    try {
      while (!ending.isAskedWithin(settings.checkpointInterval())) {
        round();
      }
      round();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // Nobody does.
    } finally {
      ending.reach();
    }
  }

  /** Checkpoints what has grown since the last round; what fails waits for the next. */
  private void round() {
    try {
      Map<String, ChainTip> all = new HashMap<>();
      boolean looked = addOthers(all);
      chains.own().forEach(tip -> all.put(tip.chain().name(), tip));
      List<ChainTip> grown =
          all.values().stream().filter(tip -> !isLogOfLogs(tip)).filter(this::hasGrown).toList();
      boolean allSaid = true;
      for (int i = 0; i < grown.size(); i += CHAINS_AT_ONCE) {
        allSaid &= step(grown.subList(i, Math.min(grown.size(), i + CHAINS_AT_ONCE)));
      }
      if (allSaid) {
        lastSuccess = time.now();
        othersDue = looked ? time.now().plus(OTHERS) : othersDue;
      }
    } catch (StoreException e) {
      LOG.warn("audit checkpoints wait for the next round: {}", e.getMessage());
    } catch (IOException e) {
      LOG.error("audit checkpoints could not be anchored in {}", settings.anchorFile(), e);
    } catch (RuntimeException | Error e) {
      LOG.error("a round of audit checkpoints failed in an unforeseen way", e);
    }
  }

  /** Adds what other processes left, when it is time to look; whether all of it was seen. */
  private boolean addOthers(Map<String, ChainTip> all) {
    if (ending.isAsked() || time.now().isBefore(othersDue)) {
      return false;
    }
    try {
      chains.uncovered(() -> ending.step(STEP)).forEach(tip -> all.put(tip.chain().name(), tip));
      return true;
    } catch (StoreException e) {
      LOG.warn("audit chains of others are looked for in the next round: {}", e.getMessage());
      return false;
    }
  }

  /** When a round last went well, or the first was waited for. */
  Instant lastSuccess() {
    return lastSuccess;
  }

  /**
   * Anchored before it is counted as done: what is done again is only said twice. Answers whether
   * it is done.
   */
  private boolean step(List<ChainTip> tips) throws IOException {
    Deadline deadline = ending.step(STEP);
    var notes = new ArrayList<SignedNote>();
    for (ChainTip tip : tips) {
      notes.add(publish(tip, deadline));
    }
    boolean said = sayInLogOfLogs(tips, deadline);
    if (said) {
      for (ChainTip tip : chains.own()) {
        if (isLogOfLogs(tip)) {
          notes.add(publish(tip, deadline));
        }
      }
    }
    if (anchor.isPresent()) {
      anchor.get().append(notes, time.now()).forEach(one -> contradicted(one, "the anchor file"));
    }
    if (said) {
      tips.forEach(tip -> sizes.put(tip.chain().name(), tip.nextSequence()));
    }
    return said;
  }

  private boolean isLogOfLogs(ChainTip tip) {
    return tip.chain().name().equals(chains.logOfLogs());
  }

  private boolean hasGrown(ChainTip tip) {
    return tip.nextSequence() > sizes.getOrDefault(tip.chain().name(), 0L);
  }

  private SignedNote publish(ChainTip tip, Deadline deadline) {
    var checkpoint =
        new Checkpoint(
            tip.chain().origin(settings.logOrigin()), tip.frontier().size(), tip.frontier().root());
    SignedNote note = SignedNote.sign(checkpoint.text(), settings.logOrigin(), key);
    if (!items.put(checkpoint, note, deadline)) {
      contradicted(checkpoint, "the table");
    }
    return note;
  }

  /** Two histories of one chain: whoever goes on hides one of them. */
  private void contradicted(Checkpoint checkpoint, String where) {
    String finding =
        "FORKED: %s has a signed checkpoint of the same %d records with another root: verify the chain before anything is appended to it again"
            .formatted(where, checkpoint.size());
    LOG.error("{}: {}", checkpoint.origin(), finding);
    chains.stop(checkpoint.origin(), finding);
  }

  private boolean sayInLogOfLogs(List<ChainTip> tips, Deadline deadline) {
    Json said =
        Json.array(
            tips.stream()
                .map(tip ->
                    Json.object(
                        Json.field("origin", tip.chain().origin(settings.logOrigin())),
                        Json.field("size", tip.frontier().size()),
                        Json.field("root", tip.frontier().root().hex()),
                        Json.field("head_hash", tip.end().hex())))
                .toList());
    Json details = Json.object(Json.field("chains", said));
    return append.say(LOG_OF_LOGS, "checkpoints", details, Waiting.HoldChange.NONE, deadline)
        instanceof Answer.Applied;
  }

  /** Takes a last round, as far as there is time for it. */
  @Override
  public void close(Deadline deadline) {
    if (!ending.await(deadline)) {
      LOG.warn("the last audit checkpoints were not signed in time; the next gateway signs them");
    }
  }
}

package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Escape;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.state.Claims;
import io.acteon.state.Entries;
import io.acteon.state.Entries.Absent;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import java.util.Optional;
import java.util.Random;

/** Claims on DynamoDB: a write to claim, a write to complete. Thread-safe. */
final class DynamoClaims implements Claims {
  /** Keeps claims apart from entries of the same name. */
  private static final String FACE = "claim";

  private static final int MOST_NOTE_BYTES = 2_048;

  private final StateContext context;
  private final ClaimWatch watch;

  DynamoClaims(StateContext context) {
    this.context = context;
    this.watch = new ClaimWatch(context.time(), new Random());
  }

  @Override
  public Answer<Claim, Standing> claim(StateKey key, Terms terms, Deadline deadline) {
    if (Escape.bytes("the note", terms.note()) > MOST_NOTE_BYTES) {
      throw new IllegalArgumentException(
          "the note of a claim has more than " + MOST_NOTE_BYTES + " bytes; note a hash instead");
    }
    return context.run(
        "claim",
        new ClaimWrites.Take(context.table(), item(key), key, terms, context.maxSkew()),
        deadline);
  }

  @Override
  public Answer<Standing.Completed, Absent> complete(
      Claim claim, String result, Deadline deadline) {
    int bytes = Escape.bytes("the result", result);
    if (bytes > Entries.MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the result has %d bytes; at most %d can be stored"
              .formatted(bytes, Entries.MAX_VALUE_BYTES));
    }
    Answer<Standing.Completed, Absent> answer =
        context.run(
            "claim_complete",
            new ClaimWrites.Complete(context.table(), item(claim.key()), claim, result),
            deadline);
    if (answer instanceof Answer.Applied<Standing.Completed, Absent>(Standing.Completed done)) {
      watch.completed(claim.key(), done);
    }
    return answer;
  }

  @Override
  public Answer<Absent, Absent> release(Claim claim, Deadline deadline) {
    Answer<Absent, Absent> answer =
        context.run(
            "claim_release",
            new ClaimWrites.Release(context.table(), item(claim.key()), claim),
            deadline);
    watch.changed(claim.key());
    return answer;
  }

  @Override
  public Optional<Standing> read(StateKey key, Deadline deadline) {
    Item item = context.read("claim_read", item(key), deadline);
    return ClaimWrites.standing(item, context.time().millis());
  }

  @Override
  public Optional<Standing> await(StateKey key, Deadline deadline) throws InterruptedException {
    ItemKey at = item(key);
    return watch.await(key, deadline, () -> look(at, deadline));
  }

  /** What a waiter needs to know: an overdue claim can be taken, so it is as good as none. */
  private Optional<Standing> look(ItemKey at, Deadline deadline) {
    Item item = context.read("claim_await", at, deadline);
    long now = context.time().millis();
    return ClaimWrites.isOverdue(item, now, context.maxSkew())
        ? Optional.empty()
        : ClaimWrites.standing(item, now);
  }

  private ItemKey item(StateKey key) {
    if (key.kind().shape() != Kind.Shape.POINT) {
      throw new IllegalArgumentException(
          "kind '" + key.kind().name() + "' is not of shape POINT, which claims need");
    }
    return context.keys().point(key, FACE);
  }
}

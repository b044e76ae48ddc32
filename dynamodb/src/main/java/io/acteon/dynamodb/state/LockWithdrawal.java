package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Stamp;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.dynamodb.internal.Step;
import io.acteon.dynamodb.state.LockWrites.Holding;
import io.acteon.state.Entries.Absent;
import io.acteon.store.Answer;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Takes back an acquisition whose outcome nobody knows and whose lease nobody was given: once this
 * is applied, that lease does not hold the lock, and never will. One write if the acquisition has
 * landed, or can be seen to be too late; else a seal, and one more if it landed just before the
 * seal. For one thread at a time.
 */
final class LockWithdrawal implements ItemWrite<Absent, Absent> {
  private final Stamps stamps;
  private final Holding unwanted;
  private final UpdateItemRequest release;
  private final UpdateItemRequest sealHeld;
  private final UpdateItemRequest sealFree;
  private boolean sealing;

  LockWithdrawal(String table, ItemKey key, Holding unwanted, Stamps stamps) {
    Stamp stamp = stamps.above(unwanted.token().value());
    this.stamps = stamps;
    this.unwanted = unwanted;
    this.release = new LockWrites.Release(table, key, unwanted).request(stamp);
    this.sealHeld = LockExpressions.SEAL.on(table, key, new Values(stamp).tombstone().map());
    this.sealFree = LockExpressions.SEAL_FREE.on(table, key, new Values(stamp).tombstone().map());
  }

  @Override
  public Step<Absent, Absent> start() {
    return new Step.Send<>(release, false, false);
  }

  @Override
  public Step<Absent, Absent> applied(Map<String, AttributeValue> returned) {
    return sealing ? sealed(new Item(returned)) : done(false);
  }

  @Override
  public Step<Absent, Absent> refused(Map<String, AttributeValue> found, boolean open) {
    Item met = new Item(found);
    stamps.observe(LockWrite.newest(met));
    if (sealing && unwanted.isIn(met)) {
      return sealed(met);
    }
    if (LockWrite.newest(met) >= unwanted.token().value()) {
      return done(open || sealing); // By a newer write, or by somebody's seal at least as new.
    }
    sealing = true;
    return new Step.Send<>(met.has("own") ? sealHeld : sealFree, true, true);
  }

  private Step<Absent, Absent> sealed(Item met) {
    sealing = false;
    return unwanted.isIn(met) ? new Step.Send<>(release, false, true) : done(true);
  }

  private static Step<Absent, Absent> done(boolean resolved) {
    return new Step.Done<>(Answer.applied(new Absent()), resolved);
  }
}

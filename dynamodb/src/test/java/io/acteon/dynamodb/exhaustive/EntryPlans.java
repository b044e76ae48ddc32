package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.Plan.Begun;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.state.ItemWrites;
import io.acteon.state.Entry;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.testkit.history.EntryCall;
import io.acteon.testkit.history.EntryReply;
import io.acteon.testkit.history.EntryReply.Saw;
import io.acteon.testkit.history.EntryReply.Seen;
import io.acteon.testkit.history.EntryReply.Wrote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Operations on one entry, as clients plan them. */
final class EntryPlans {
  static final ItemKey KEY = new ItemKey("entry", "-", Optional.empty());

  private EntryPlans() {}

  /** A call and how long what it writes lives. */
  record Lived(EntryCall call, Ttl ttl) {
    @Override
    public String toString() {
      return ttl instanceof Ttl.After(Duration time) ? call + " for " + time : call.toString();
    }
  }

  private static ItemWrites writes(Plan.Desk desk) {
    return new ItemWrites(Table.NAME, KEY, desk.stamps());
  }

  static Plan<Lived, EntryReply> get() {
    return (desk, _) ->
        Begun.of(
            new Lived(new EntryCall.Get(), Ttl.KEEP),
            Dialogue.of(
                writes(desk).read(),
                shown -> saw(writes(desk).entry(shown, desk.time().millis()))));
  }

  static Plan<Lived, EntryReply> set(String value) {
    return set(value, Ttl.NEVER);
  }

  static Plan<Lived, EntryReply> set(String value, Ttl ttl) {
    return (desk, _) ->
        Begun.of(
            new Lived(new EntryCall.Set(value), ttl),
            Dialogue.of(
                writes(desk).set(value, ttl),
                Wrote::new,
                _ -> {
                  throw new AssertionError("set was refused");
                }));
  }

  static Plan<Lived, EntryReply> checkAndSet(String value) {
    return checkAndSet(value, Ttl.NEVER);
  }

  static Plan<Lived, EntryReply> checkAndSet(String value, Ttl ttl) {
    return (desk, _) ->
        Begun.of(
            new Lived(new EntryCall.CheckAndSet(value), ttl),
            Dialogue.of(
                writes(desk).checkAndSet(value, ttl), Wrote::new, met -> saw(Optional.of(met))));
  }

  static Plan<Lived, EntryReply> delete() {
    return (desk, _) ->
        Begun.of(
            new Lived(new EntryCall.Delete(), Ttl.KEEP),
            Dialogue.of(writes(desk).delete(), Wrote::new, _ -> saw(Optional.empty())));
  }

  /** A swap from the version that the client saw or made last; none if it knows of none. */
  static Plan<Lived, EntryReply> compareAndSwap(String value, Ttl ttl) {
    return (desk, answers) ->
        lastKnown(answers)
            .flatMap(expected ->
                Begun.of(
                    new Lived(new EntryCall.CompareAndSwap(expected, value), ttl),
                    Dialogue.of(
                        writes(desk).compareAndSwap(expected, value, ttl),
                        Wrote::new,
                        EntryPlans::saw)));
  }

  private static Optional<Version> lastKnown(List<EntryReply> answers) {
    return answers.isEmpty()
        ? Optional.empty()
        : switch (answers.getLast()) {
          case Wrote(Version version) -> Optional.of(version);
          case Saw(Optional<Seen> entry) -> entry.map(Seen::version);
        };
  }

  private static EntryReply saw(Optional<Entry> entry) {
    return new Saw(entry.map(found -> new Seen(found.value(), found.version())));
  }
}

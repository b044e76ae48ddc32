package io.acteon.dynamodb.exhaustive;

import io.acteon.dynamodb.exhaustive.EntryPlans.Lived;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.testkit.history.EntryCall;
import io.acteon.testkit.history.EntryReply;
import io.acteon.testkit.history.EntryReply.Seen;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** One entry that may expire, to the millisecond of the clock of whoever decides. Stateless. */
final class ExpiringEntryModel
    implements Possibilities<ExpiringEntryModel.Register, Lived, EntryReply> {
  private static final long UNSEEN = 0;

  /**
   * The entry between two calls.
   *
   * @param version of the value; {@link #UNSEEN} while nobody has seen it
   * @param floor the greatest version known; a new one must be greater
   * @param expiry in epoch milliseconds
   */
  record Register(Optional<String> value, long version, long floor, long expiry) {
    boolean isLive(long now) {
      return value.isPresent() && expiry > now;
    }

    boolean canBeAt(long expected) {
      return version == UNSEEN ? expected > floor : version == expected;
    }

    Register written(String text, long made, long until) {
      return new Register(Optional.of(text), made, Math.max(made, floor), until);
    }

    Register gone(long made) {
      return new Register(Optional.empty(), made, Math.max(made, floor), Long.MAX_VALUE);
    }
  }

  @Override
  public Register first() {
    return new Register(Optional.empty(), UNSEEN, 0, Long.MAX_VALUE);
  }

  @Override
  public Stream<Register> answered(Register state, Lived call, long now, EntryReply output) {
    return switch (output) {
      case EntryReply.Wrote(Version version) ->
          version.value() > state.floor()
              ? effect(state, call, now, version.value())
              : Stream.empty();
      case EntryReply.Saw(Optional<Seen> entry) ->
          mayBeRefused(state, call.call(), now) ? saw(state, now, entry) : Stream.empty();
    };
  }

  @Override
  public Stream<Register> unanswered(Register state, Lived call, long now) {
    return effect(state, call, now, UNSEEN);
  }

  private static Stream<Register> effect(Register state, Lived call, long now, long made) {
    return switch (call.call()) {
      case EntryCall.Get _ -> made == UNSEEN ? Stream.of(state) : Stream.empty();
      case EntryCall.Set(String value) ->
          Stream.of(state.written(value, made, until(state, call, now)));
      case EntryCall.CheckAndSet(String value) ->
          state.isLive(now)
              ? Stream.empty()
              : Stream.of(state.written(value, made, until(state, call, now)));
      case EntryCall.CompareAndSwap(Version expected, String value) ->
          state.isLive(now) && state.canBeAt(expected.value())
              ? Stream.of(state.written(value, made, until(state, call, now)))
              : Stream.empty();
      case EntryCall.Delete _ -> state.isLive(now) ? Stream.of(state.gone(made)) : Stream.empty();
    };
  }

  private static long until(Register state, Lived call, long now) {
    return switch (call.ttl()) {
      case Ttl.Never _ -> Long.MAX_VALUE;
      case Ttl.After(Duration time) -> now + time.toMillis();
      case Ttl.Keep _ -> state.expiry();
    };
  }

  private static boolean mayBeRefused(Register state, EntryCall call, long now) {
    return switch (call) {
      case EntryCall.Get _ -> true;
      case EntryCall.Set _ -> false;
      case EntryCall.CheckAndSet _ -> state.isLive(now);
      case EntryCall.CompareAndSwap(Version expected, String _) ->
          !state.isLive(now) || state.version() != expected.value();
      case EntryCall.Delete _ -> !state.isLive(now);
    };
  }

  private static Stream<Register> saw(Register state, long now, Optional<Seen> entry) {
    if (entry.isEmpty() || !state.isLive(now)) {
      return entry.isEmpty() && !state.isLive(now) ? Stream.of(state) : Stream.empty();
    }
    long version = entry.get().version().value();
    return state.canBeAt(version) && state.value().equals(entry.map(Seen::value))
        ? Stream.of(state.written(entry.get().value(), version, state.expiry()))
        : Stream.empty();
  }
}

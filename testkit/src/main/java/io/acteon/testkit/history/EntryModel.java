package io.acteon.testkit.history;

import io.acteon.state.Version;
import io.acteon.testkit.linearizability.SequentialModel;
import java.util.List;
import java.util.Optional;

/**
 * One entry without expiry: a versioned register whose versions only grow. The version made by a
 * write of unknown fate is learnt from the first answer that shows it. Stateless.
 */
public final class EntryModel
    implements SequentialModel<EntryModel.Register, EntryCall, EntryReply> {

  /**
   * The entry between two calls.
   *
   * @param value absent when there is no entry
   * @param version of the value; absent while nobody has seen it
   * @param floor the greatest version known so far; a new one must be greater
   */
  public record Register(Optional<String> value, Optional<Version> version, Version floor) {
    private static final Register EMPTY =
        new Register(Optional.empty(), Optional.empty(), Version.ABSENT);

    private Optional<Register> wrote(String written, Version made) {
      return made.compareTo(floor) > 0
          ? Optional.of(new Register(Optional.of(written), Optional.of(made), made))
          : Optional.empty();
    }

    private Register wroteUnseen(String written) {
      return new Register(Optional.of(written), Optional.empty(), floor);
    }

    private Optional<Register> deleted(Version made) {
      return made.compareTo(floor) > 0
          ? Optional.of(new Register(Optional.empty(), Optional.empty(), made))
          : Optional.empty();
    }

    private Optional<Register> saw(Optional<EntryReply.Seen> entry) {
      if (entry.isEmpty() || value.isEmpty()) {
        return entry.isEmpty() && value.isEmpty() ? Optional.of(this) : Optional.empty();
      }
      EntryReply.Seen seen = entry.get();
      boolean fits =
          seen.value().equals(value.get())
              && version.map(seen.version()::equals).orElse(seen.version().compareTo(floor) > 0);
      return fits
          ? Optional.of(new Register(value, Optional.of(seen.version()), seen.version()))
          : Optional.empty();
    }

    /** Whether a swap from {@code expected} can succeed here. */
    private boolean mayBeAt(Version expected) {
      return value.isEmpty()
          ? expected.equals(Version.ABSENT)
          : version.map(expected::equals).orElse(expected.compareTo(floor) > 0);
    }

    /** Whether a swap from {@code expected} can be refused here. */
    private boolean mayNotBeAt(Version expected) {
      return value.isEmpty()
          ? !expected.equals(Version.ABSENT)
          : !version.equals(Optional.of(expected));
    }
  }

  @Override
  public Register initial() {
    return Register.EMPTY;
  }

  @Override
  public Optional<Register> step(Register state, EntryCall call, EntryReply reply) {
    return switch (reply) {
      case EntryReply.Wrote(Version version) -> wrote(state, call, version);
      case EntryReply.Saw(Optional<EntryReply.Seen> entry) ->
          mayBeRefused(state, call) ? state.saw(entry) : Optional.empty();
    };
  }

  @Override
  public List<Register> stepUnknown(Register state, EntryCall call) {
    return switch (call) {
      case EntryCall.Get _ -> List.of(state);
      case EntryCall.Set(String value) -> List.of(state.wroteUnseen(value));
      case EntryCall.CheckAndSet(String value) ->
          state.value().isEmpty() ? List.of(state.wroteUnseen(value)) : List.of();
      case EntryCall.CompareAndSwap(Version expected, String value) ->
          state.mayBeAt(expected) ? List.of(state.wroteUnseen(value)) : List.of();
      case EntryCall.Delete _ ->
          state.value().isPresent()
              ? List.of(new Register(Optional.empty(), Optional.empty(), state.floor()))
              : List.of();
    };
  }

  private static Optional<Register> wrote(Register state, EntryCall call, Version version) {
    return switch (call) {
      case EntryCall.Get _ -> Optional.empty();
      case EntryCall.Set(String value) -> state.wrote(value, version);
      case EntryCall.CheckAndSet(String value) ->
          state.value().isEmpty() ? state.wrote(value, version) : Optional.empty();
      case EntryCall.CompareAndSwap(Version expected, String value) ->
          state.mayBeAt(expected) ? state.wrote(value, version) : Optional.empty();
      case EntryCall.Delete _ ->
          state.value().isPresent() ? state.deleted(version) : Optional.empty();
    };
  }

  private static boolean mayBeRefused(Register state, EntryCall call) {
    return switch (call) {
      case EntryCall.Get _ -> true;
      case EntryCall.Set _ -> false;
      case EntryCall.CheckAndSet _ -> state.value().isPresent();
      case EntryCall.CompareAndSwap(Version expected, String _) -> state.mayNotBeAt(expected);
      case EntryCall.Delete _ -> state.value().isEmpty();
    };
  }
}

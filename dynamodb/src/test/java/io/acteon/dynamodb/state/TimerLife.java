package io.acteon.dynamodb.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened to one timer, in the order of its versions, and what of it must not have. Not
 * thread-safe.
 */
final class TimerLife {
  private static final long NOBODY = -1;
  private static final long NEVER = Long.MIN_VALUE;

  private final String id;
  private final Duration lease;
  private final List<String> wrong = new ArrayList<>();
  private boolean isSet;
  private long due;
  private long claim = NOBODY;
  private long leaseEnd = NEVER;

  private TimerLife(String id, Duration lease) {
    this.id = id;
    this.lease = lease;
  }

  /** Something that a store said it did; epoch milliseconds by the true clock. */
  sealed interface Event {
    String id();

    /** Of the write; of the claim that was ended. */
    long version();
  }

  /** The timer was set or moved. */
  record Set(String id, long version, long due) implements Event {}

  record Removed(String id, long version) implements Event {}

  /** Somebody claimed it, in a call that lasted from {@code called} to {@code returned}. */
  record Fired(String id, long version, long due, long called, long returned) implements Event {}

  /** The claim with this version ended the timer. */
  record Completed(String id, long version) implements Event {}

  /** What contradicts the promise that timers are neither lost nor fired by two live owners. */
  static List<String> contradictions(Collection<Event> events, Duration lease) {
    Map<String, List<Event>> byTimer = events.stream().collect(Collectors.groupingBy(Event::id));
    List<String> wrong = new ArrayList<>();
    byTimer.forEach((id, ofOne) -> wrong.addAll(new TimerLife(id, lease).gone(ofOne)));
    return wrong;
  }

  private List<String> gone(List<Event> events) {
    events.stream()
        .sorted(
            Comparator.comparingLong(Event::version)
                .thenComparing(event -> event instanceof Completed))
        .forEach(this::follow);
    expect(!isSet, "was set last and never fired");
    return wrong;
  }

  private void follow(Event event) {
    switch (event) {
      case Set(String _, long _, long at) -> {
        isSet = true;
        due = at;
        claim = NOBODY;
        leaseEnd = NEVER;
      }
      case Removed removed -> {
        expect(isSet, removed + ", though there was none");
        end();
      }
      case Fired fired -> {
        expect(isSet && fired.due() == due, fired + ", though it was due " + due);
        expect(fired.returned() >= leaseEnd, fired + " within the lease until " + leaseEnd);
        claim = fired.version();
        leaseEnd = fired.called() + lease.toMillis();
      }
      case Completed completed -> {
        expect(claim == completed.version(), completed + ", though the claim was " + claim);
        end();
      }
    }
  }

  private void end() {
    isSet = false;
    claim = NOBODY;
    leaseEnd = NEVER;
  }

  private void expect(boolean right, String otherwise) {
    if (!right) {
      wrong.add(id + ": " + otherwise);
    }
  }
}

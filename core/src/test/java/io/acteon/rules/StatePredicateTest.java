package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.store.StoreException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatePredicateTest {
  private final RememberedState state = new RememberedState();

  private Decision decide(String condition) {
    return Given.when(condition).decide(Given.action("{\"fp\": \"f1\"}"), state.facts());
  }

  @ParameterizedTest(name = "seen {0} s ago, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          59   | {state_seen: k, within_seconds: 60} | true
          60   | {state_seen: k, within_seconds: 60} | false
          -5   | {state_seen: k, within_seconds: 60} | true
          9999 | {state_seen: k}                     | true
          9999 | {state_seen: other}                 | false
          """)
  void seenLooksBackOnlySoFar(long secondsAgo, String condition, boolean expected) {
    state.seen.put("k", Given.NOW.minusSeconds(secondsAgo));

    assertThat(decide(condition).matchedRule().isPresent()).isEqualTo(expected);
  }

  @Test
  void counterThatDoesNotExistIsZero() {
    state.counters.put("c", 3L);

    assertThat(decide("{state_counter: c, gte: 3}").matchedRule()).isPresent();
    assertThat(decide("{state_counter: c, gt: 3}").matchedRule()).isEmpty();
    assertThat(decide("{state_counter: other, eq: 0}").matchedRule()).isPresent();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {call: has_active_event, args: [outage]}                          | true
          {call: has_active_event, args: [other]}                           | false
          {call: has_active_event, args: [other], eq: false}                | true
          {call: has_active_event, args: [action.payload.none]}             | false
          {not: {call: has_active_event, args: [action.payload.none]}}      | true
          {call: get_event_state, args: [action.payload.fp], eq: open}      | true
          {call: get_event_state, args: [action.payload.fp], in: [open, x]} | true
          {call: get_event_state, args: [f2], exists: false}                | true
          {call: get_event_state, args: [f2], ne: open}                     | false
          {call: event_in_state, args: [f1, open]}                          | true
          {call: event_in_state, args: [f1, closed]}                        | false
          {call: event_in_state, args: [f2, open]}                          | false
          {call: event_in_state, args: [action.payload.fp, action.status]}  | true
          """)
  void callsAskForEvents(String condition, boolean expected) {
    state.active.put("outage", new StateReads.ActiveEvent("open", "f1"));
    state.states.put("f1", "open");

    assertThat(decide(condition).matchedRule().isPresent()).isEqualTo(expected);
  }

  @Test
  void stateIsReadOnlyWhenItsPredicateIsReached() {
    decide("{all: [{field: action.provider, eq: other}, {state_counter: c, gt: 0}]}");
    decide("{any: [{field: action.provider, eq: inbox}, {state_seen: k}]}");
    assertThat(state.reads).isEmpty();

    decide("{all: [{field: action.provider, eq: inbox}, {state_counter: c, gt: 0}]}");
    assertThat(state.reads).containsExactly("counter c");
  }

  @Test
  void storeThatCannotBeReadEndsTheDecision() {
    StateReads broken =
        new StateReads() {
          @Override
          public Optional<Instant> seen(String key) {
            throw new StoreException.Unavailable("no answer");
          }

          @Override
          public long counter(String key) {
            throw new StoreException.Unavailable("no answer");
          }

          @Override
          public Optional<ActiveEvent> activeEvent(String eventType) {
            throw new StoreException.Unavailable("no answer");
          }

          @Override
          public Optional<String> eventState(String fingerprint) {
            throw new StoreException.Unavailable("no answer");
          }
        };
    RuleSet rules = Given.when("{state_counter: c, gt: 0}");
    var facts = new Facts(Given.NOW, broken);

    assertThatThrownBy(() -> rules.decide(Given.action("{}"), facts))
        .isInstanceOf(StoreException.Unavailable.class);
    Trace trace = rules.explain(Given.action("{}"), facts, TraceOptions.DEFAULT);
    assertThat(trace.verdict()).isEqualTo("error");
    assertThat(trace.hasErrors()).isTrue();
    assertThat(trace.entries().getFirst().error()).contains("no answer");
  }
}

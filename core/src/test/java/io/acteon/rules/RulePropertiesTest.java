package io.acteon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RulePropertiesTest {

  @Property(tries = 1000)
  void doubleNegationChangesNothing(
      @ForAll("conditions") Condition condition, @ForAll("payloads") Json payload) {
    assertThat(holds(new Condition.Not(new Condition.Not(condition)), payload))
        .isEqualTo(holds(condition, payload));
  }

  @Property(tries = 1000)
  void negationOfAllIsAnyOfTheNegations(
      @ForAll("conditions") Condition a,
      @ForAll("conditions") Condition b,
      @ForAll("payloads") Json payload) {
    assertThat(holds(new Condition.Not(new Condition.All(List.of(a, b))), payload))
        .isEqualTo(
            holds(new Condition.Any(List.of(new Condition.Not(a), new Condition.Not(b))), payload));
  }

  @Property(tries = 1000)
  void decidingAndExplainingAgreeAndNeverThrow(
      @ForAll("conditions") Condition condition, @ForAll("payloads") Json payload) {
    RuleSet rules = RuleSet.of(List.of(rule(condition)), Given.UTC);
    Facts facts = Facts.at(Given.NOW);

    Decision decision = rules.decide(action(payload), facts);
    Trace trace = rules.explain(action(payload), facts, TraceOptions.DEFAULT);

    assertThat(trace.matchedRule()).isEqualTo(decision.matchedRule());
    assertThat(trace.verdict()).isEqualTo(decision.verdict().tag());
    assertThat(trace.hasErrors()).isFalse();
  }

  @Property(tries = 1000)
  void equalAndNotEqualAreOppositesOfAValueThatIsThere(
      @ForAll("values") Json value, @ForAll("values") Json other) {
    boolean equal = Comparison.check(value, new Check.Equal(other)) == Comparison.Result.PASSED;

    assertThat(Comparison.check(value, new Check.NotEqual(other)))
        .isEqualTo(equal ? Comparison.Result.FAILED : Comparison.Result.PASSED);
    assertThat(Comparison.equal(other, value)).isEqualTo(equal);
  }

  @Property(tries = 1000)
  void mergingAPatchTwiceIsMergingItOnce(
      @ForAll("payloads") Json target, @ForAll("values") Json patch) {
    Json once = MergePatch.apply(target, patch);

    assertThat(MergePatch.apply(once, patch)).isEqualTo(once);
  }

  @Provide
  Arbitrary<Json> values() {
    Arbitrary<Json> scalar =
        Arbitraries.oneOf(
            Arbitraries.just(Json.NULL),
            Arbitraries.of(Json.TRUE, Json.FALSE),
            Arbitraries.longs().between(-3, 3).map(Json::of),
            Arbitraries.longs().map(Json::of),
            Arbitraries.of("0.5", "1.0", "-0.0", "1e400", "-1e-400", "9223372036854775808")
                .map(text -> (Json) new Json.Dec(new BigDecimal(text))),
            Arbitraries.of("", "a", "b", "0", "é", "\ud83d\ude00", "\ud83d").map(Json::of),
            Arbitraries.strings().ofMaxLength(8).map(Json::of));
    return Arbitraries.lazyOf(
        () -> scalar,
        () -> scalar,
        () -> scalar,
        () -> values().list().ofMaxSize(3).map(Json::array),
        () ->
            Arbitraries.maps(Arbitraries.of("a", "b", "0"), values())
                .ofMaxSize(3)
                .map(Json.Obj::new));
  }

  @Provide
  Arbitrary<Json> payloads() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "0"), values())
        .ofMaxSize(3)
        .map(Json.Obj::new);
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return Arbitraries.lazyOf(
        this::tests,
        this::tests,
        () -> operands().map(Condition.Exists::new),
        () -> Arbitraries.just(new Condition.Seen("k", OptionalLong.empty())),
        () -> conditions().list().ofMaxSize(3).map(Condition.All::new),
        () -> conditions().list().ofMaxSize(3).map(Condition.Any::new),
        () -> conditions().map(Condition.Not::new));
  }

  private Arbitrary<Condition> tests() {
    return Combinators.combine(operands(), checks()).as(Condition.Test::new);
  }

  private Arbitrary<Operand> operands() {
    Arbitrary<PathStep> step = Arbitraries.of("a", "b", "0", "1").map(PathStep::of);
    return Arbitraries.oneOf(
        step.list().ofMaxSize(3).map(it -> new Operand.ActionPath(ActionField.PAYLOAD, it)),
        Arbitraries.of(ActionField.class).map(it -> new Operand.ActionPath(it, List.of())),
        Arbitraries.of(ClockField.class).map(Operand.Clock::new),
        Arbitraries.of(
            new Operand.Now(),
            new Operand.Counter("c"),
            new Operand.EventState(new Operand.ActionPath(ActionField.FINGERPRINT, List.of())),
            new Operand.HasActiveEvent(new Operand.Literal(Json.of(3)))));
  }

  private Arbitrary<Check> checks() {
    Arbitrary<Json> ordered =
        values()
            .filter(
                it -> it instanceof Json.Str || it instanceof Json.Int || it instanceof Json.Dec);
    return Arbitraries.oneOf(
        values().map(Check.Equal::new),
        values().map(Check.NotEqual::new),
        Combinators.combine(Arbitraries.of(Check.Order.class), ordered).as(Check.Ordered::new),
        Arbitraries.of("", "a").map(it -> new Check.Contains(new Json.Str(it))),
        Arbitraries.of("", "a").map(Check.StartsWith::new),
        Arbitraries.of("", "a").map(Check.EndsWith::new),
        Arbitraries.of("", "a", "^.$", "[[:alpha:]]")
            .map(it -> new Check.Matches(Pattern.compile(it))),
        values().list().ofMaxSize(3).map(Check.In::new),
        values().list().ofMaxSize(3).map(Check.NotIn::new));
  }

  private static boolean holds(Condition condition, Json payload) {
    return RuleSet.of(List.of(rule(condition)), Given.UTC)
        .decide(action(payload), Facts.at(Given.NOW))
        .matchedRule()
        .isPresent();
  }

  private static Rule rule(Condition condition) {
    return new Rule(
        "r",
        0,
        true,
        Optional.empty(),
        condition,
        new Verdict.Deny("r"),
        Map.of(),
        Optional.empty(),
        Rule.Source.NONE);
  }

  private static Action action(Json payload) {
    return Action.builder("a", new Scope("n", "t"), "p", "x", Given.NOW).payload(payload).build();
  }
}

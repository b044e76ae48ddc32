package io.acteon.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Entries} promises for the listing of entries and scopes, held against a backend. */
public abstract class ListingContract extends StateContract {

  @Test
  void aListHoldsTheEntriesAsTheyAre() {
    Entries entries = store().entries();
    Version one = applied(entries.set(listable("a"), "1", Ttl.NEVER, soon()));
    Version two = applied(entries.set(listable("b"), "2", Ttl.of(Duration.ofDays(1)), soon()));

    assertThat(entries.list(scope, LISTABLE, "", Optional.empty(), 10, soon()))
        .isEqualTo(
            new Entries.Page(
                List.of(
                    new Entries.Listed("a", new Entry("1", one, Optional.empty())),
                    new Entries.Listed(
                        "b",
                        new Entry("2", two, Optional.of(time.now().plus(Duration.ofDays(1)))))),
                Optional.empty()));
  }

  @Test
  void theOrderIsThatOfTheIdsBytes() {
    Entries entries = store().entries();
    List<String> ids = new ArrayList<>();
    AwkwardNames.keys(scope, LISTABLE).stream()
        .filter(key -> key.scope().equals(scope) && key.id().length() <= 200)
        .map(StateKey::id)
        .forEach(ids::add);
    ids.addAll(
        List.of("a", "aa", "a:b", "a b", "B", "b", "10", "9", "z", "\ud83d\ude00", "\uffee"));
    List<String> distinct = ids.stream().distinct().toList();
    Together.run(
        distinct.size(),
        i -> applied(entries.set(listable(distinct.get(i)), "v", Ttl.NEVER, soon())));

    assertThat(all(entries, "", 1000))
        .containsExactlyElementsOf(distinct.stream().sorted(ListingContract::byBytes).toList());
  }

  @Test
  void pagesJoinToTheWholeListWithoutGapOrRepetition() {
    Entries entries = store().entries();
    List<String> ids = IntStream.range(0, 60).mapToObj("id-%03d"::formatted).toList();
    Together.run(60, i -> applied(entries.set(listable(ids.get(i)), "v", Ttl.NEVER, soon())));

    for (int limit : List.of(1, 7, 59, 60, 61, 1000)) {
      assertThat(all(entries, "", limit)).as("by " + limit).containsExactlyElementsOf(ids);
    }
  }

  @Test
  void aPageHoldsNoMoreThanItsLimitAndTheLastSaysThatItIsTheLast() {
    Entries entries = store().entries();
    for (String id : List.of("a", "b", "c")) {
      applied(entries.set(listable(id), "v", Ttl.NEVER, soon()));
    }
    Entries.Page first = entries.list(scope, LISTABLE, "", Optional.empty(), 2, soon());

    assertThat(first.entries()).hasSizeLessThanOrEqualTo(2);
    assertThat(first.next()).isPresent();
    assertThat(entries.list(scope, LISTABLE, "", Optional.of("b"), 1000, soon()).next()).isEmpty();
    assertThat(entries.list(scope, LISTABLE, "", Optional.of("c"), 1000, soon()))
        .isEqualTo(new Entries.Page(List.of(), Optional.empty()));
  }

  @Test
  void aPageBeginsAfterAnIdEvenIfThatIsGone() {
    Entries entries = store().entries();
    for (String id : List.of("a", "b", "c")) {
      applied(entries.set(listable(id), "v", Ttl.NEVER, soon()));
    }
    applied(entries.delete(listable("b"), soon()));

    assertThat(ids(entries.list(scope, LISTABLE, "", Optional.of("b"), 1000, soon())))
        .containsExactly("c");
    assertThat(ids(entries.list(scope, LISTABLE, "", Optional.of("aaa"), 1000, soon())))
        .containsExactly("c");
  }

  @Test
  void aPrefixIsTakenLiterally() {
    Entries entries = store().entries();
    List<String> ids =
        List.of("a", "a:", "a:1", "a:2", "a%", "a%3A1", "a_", "ab", "A:1", "b", "%", "\u00e9:1");
    ids.forEach(id -> applied(entries.set(listable(id), "v", Ttl.NEVER, soon())));

    for (String prefix : List.of("", "a", "a:", "a:1", "a:1x", "a%", "a_", "%", "\u00e9", "A")) {
      List<String> expected =
          ids.stream()
              .filter(id -> id.startsWith(prefix))
              .sorted(ListingContract::byBytes)
              .toList();
      assertThat(all(entries, prefix, 1000)).as(prefix).containsExactlyElementsOf(expected);
      assertThat(all(entries, prefix, 2)).as(prefix).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void whatIsDeletedOrExpiredIsNotListed() {
    Entries entries = store().entries();
    for (String id : List.of("a", "b", "c", "d")) {
      applied(entries.set(listable(id), "v", Ttl.NEVER, soon()));
    }
    applied(entries.set(listable("b"), "v", Ttl.of(Duration.ofSeconds(1)), soon()));
    applied(entries.delete(listable("c"), soon()));
    time.advance(Duration.ofSeconds(1));

    for (int limit : List.of(1, 2, 1000)) {
      assertThat(all(entries, "", limit)).containsExactly("a", "d");
    }
  }

  @Test
  void aListKeepsToItsScopeAndKind() {
    Entries entries = store().entries();
    Kind other = new Kind("contract_listable2", Kind.Shape.LISTABLE);
    Scope longer = new Scope(scope.namespace(), scope.tenant() + "2");
    applied(entries.set(listable("mine"), "v", Ttl.NEVER, soon()));
    applied(entries.set(new StateKey(scope, other, "kind"), "v", Ttl.NEVER, soon()));
    applied(entries.set(new StateKey(longer, LISTABLE, "scope"), "v", Ttl.NEVER, soon()));

    assertThat(all(entries, "", 1000)).containsExactly("mine");
    assertThat(ids(entries.list(longer, LISTABLE, "", Optional.empty(), 10, soon())))
        .containsExactly("scope");
    assertThat(ids(entries.list(scope, other, "", Optional.empty(), 10, soon())))
        .containsExactly("kind");
  }

  @Test
  void onlyListableKindsAreListedAndOnlyWithinTheLimits() {
    Entries entries = store().entries();

    assertThatThrownBy(() -> entries.list(scope, POINT, "", Optional.empty(), 1, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entries.scopes(POINT, soon()))
        .isInstanceOf(IllegalArgumentException.class);
    for (int limit : List.of(-1, 0, 1001)) {
      assertThatThrownBy(() -> entries.list(scope, LISTABLE, "", Optional.empty(), limit, soon()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theScopesOfAKindAreKnownHoweverAwkwardTheirNames() {
    Kind kind = new Kind("k" + UUID.randomUUID().toString().replace('-', '_'), LISTABLE.shape());
    Entries entries = store().entries();
    Entries there = store().entries();
    List<Scope> scopes =
        AwkwardNames.keys(scope, kind).stream().map(StateKey::scope).distinct().toList();
    for (Scope one : scopes) {
      applied(entries.set(new StateKey(one, kind, "first"), "v", Ttl.NEVER, soon()));
    }
    applied(there.checkAndSet(new StateKey(scope, kind, "second"), "v", Ttl.NEVER, soon()));

    assertThat(there.scopes(kind, soon())).containsExactlyInAnyOrderElementsOf(scopes);
  }

  private List<String> all(Entries entries, String prefix, int limit) {
    List<String> ids = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Entries.Page page = entries.list(scope, LISTABLE, prefix, after, limit, soon());
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      ids.addAll(ids(page));
      after = page.next();
    } while (after.isPresent());
    return ids;
  }

  private static List<String> ids(Entries.Page page) {
    return page.entries().stream().map(Entries.Listed::id).toList();
  }

  private static int byBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}

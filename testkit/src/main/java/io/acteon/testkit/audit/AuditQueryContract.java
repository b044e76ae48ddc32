package io.acteon.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.BadCursorException;
import io.acteon.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every trail must answer to queries. */
public abstract class AuditQueryContract extends AuditStoreContract {
  private static final int SPAN_MILLIS = 40;

  @Test
  void everyQueryAgreesWithTheModelPageByPage() {
    AuditStore store = open();
    var model = new TrailModel();
    Instant from = time.now().minusSeconds(5);
    AuditRecord[] records =
        Stream.generate(() -> samples.drawn(from, SPAN_MILLIS))
            .limit(150)
            .toArray(AuditRecord[]::new);
    write(store, records).forEach(model::add);
    var draw = new QueryDraw(random);
    for (int i = 0; i < 100; i++) {
      if (i == 80) {
        time.advance(Duration.ofSeconds(60));
      }
      AuditQuery query = draw.next(from, SPAN_MILLIS);
      assertThat(ids(store, query))
          .as("query %d %s, seed %d", i, query, seed)
          .isEqualTo(model.ids(query, time.now()));
    }
  }

  @Test
  void theTotalCountsWhatMatchesWhateverTheOffset() {
    AuditStore store = open();
    for (int i = 0; i < 7; i++) {
      write(store, samples.record(SCOPE));
    }

    assertThat(store.query(page(3, 0), deadline()).total()).hasValue(7);
    assertThat(store.query(page(3, 5), deadline()).total()).hasValue(7);
    assertThat(store.query(page(3, 50), deadline()))
        .satisfies(page -> assertThat(page.total()).hasValue(7))
        .satisfies(page -> assertThat(page.records()).isEmpty())
        .satisfies(page -> assertThat(page.next()).isEmpty());
  }

  @Test
  void recordsOfOneMillisecondHaveATotalOrderThatPagesDoNotBreak() {
    AuditStore store = open();
    Instant then = time.now();
    for (int i = 0; i < 9; i++) {
      write(store, samples.record(SCOPE, "a" + i, then));
    }

    List<String> whole = ids(store, AuditQuery.newest(100));
    assertThat(whole).hasSize(9).isSortedAccordingTo((a, b) -> b.compareTo(a));
    for (int limit = 1; limit < 9; limit++) {
      assertThat(ids(store, AuditQuery.newest(limit))).isEqualTo(whole);
    }
  }

  @Test
  void namesThatLookAlikeAreDifferentScopes() {
    AuditStore store = open();
    for (Scope scope : AuditSamples.SCOPES) {
      write(store, samples.record(scope));
    }
    for (Scope scope : AuditSamples.SCOPES) {
      var pattern = new ScopePattern(Optional.of(scope.namespace()), Optional.of(scope.tenant()));
      assertThat(readAll(store, AuditQuery.newest(2).in(pattern)))
          .extracting(AuditRecord::scope)
          .contains(scope)
          .allMatch(
              found -> found.equals(scope) || found.tenant().startsWith(scope.tenant() + "."));
    }
  }

  @Test
  void aTenantCoversThoseBelowItAndNoOther() {
    AuditStore store = open();
    for (Scope scope : AuditSamples.SCOPES) {
      write(store, samples.record(scope));
    }

    assertThat(
            readAll(
                store,
                AuditQuery.newest(10)
                    .in(new ScopePattern(Optional.empty(), Optional.of("acme.prod")))))
        .extracting(record -> record.scope().tenant())
        .containsExactlyInAnyOrder("acme.prod", "acme.prod.eu");
    assertThat(readAll(store, AuditQuery.newest(10).in(ScopePattern.ALL)))
        .hasSize(AuditSamples.SCOPES.size());
    assertThat(
            readAll(
                store,
                AuditQuery.newest(10)
                    .in(new ScopePattern(Optional.of("nobody"), Optional.empty()))))
        .isEmpty();
  }

  @Test
  void overlappingScopesShowARecordOnce() {
    AuditStore store = open();
    write(store, samples.record(SCOPE), samples.record(new Scope("shop", "acme.prod")));
    var shop = new ScopePattern(Optional.of("shop"), Optional.empty());
    var acme = new ScopePattern(Optional.empty(), Optional.of("acme"));

    assertThat(ids(store, AuditQuery.newest(1).in(shop, acme, acme)))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aTrailOfNothingAnswersAnEmptyPage() {
    AuditPage page = open().query(AuditQuery.newest(5), deadline());

    assertThat(page).isEqualTo(new AuditPage(List.of(), OptionalLong.of(0), Optional.empty()));
  }

  @Test
  void whatTheTrailSaysOfItselfIsShownToWhoAsksForItByName() {
    AuditStore store = open();
    AuditRecord action = samples.record(SCOPE);
    AuditRecord hold = samples.system(SCOPE, time.now());
    AuditRecord checkpoint = samples.system(AuditSamples.SYSTEM, time.now());
    write(store, action, hold, checkpoint);
    AuditQuery all = AuditQuery.newest(5);
    var shop = new ScopePattern(Optional.of("shop"), Optional.empty());
    var system = new ScopePattern(Optional.of("_system"), Optional.empty());
    var tenant = new ScopePattern(Optional.empty(), Optional.of("_audit"));

    assertThat(ids(store, all)).containsExactly(action.id());
    assertThat(ids(store, all.in(shop))).containsExactly(action.id());
    assertThat(ids(store, all.withIntents())).containsExactly(action.id());
    assertThat(ids(store, all.in(ScopePattern.ALL))).containsExactly(action.id());
    assertThat(ids(store, all.in(tenant))).isEmpty();
    assertThat(ids(store, all.in(shop).ordered(Order.SEQUENCE_ASCENDING)))
        .containsExactly(action.id());
    assertThat(ids(store, all.in(shop).matching(Filters.ofProvider("_audit"))))
        .containsExactly(hold.id());
    assertThat(ids(store, all.in(system))).containsExactly(checkpoint.id());
    assertThat(store.latest(hold.actionId(), _ -> true, deadline()).map(AuditRecord::id))
        .contains(hold.id());
  }

  @Test
  void aChangedCursorIsRefused() {
    AuditStore store = open();
    write(store, samples.record(SCOPE), samples.record(SCOPE));
    AuditQuery query = AuditQuery.newest(1);
    String cursor = store.query(query, deadline()).next().orElseThrow();
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      assertRefused(store, query, Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }
    for (String forged :
        List.of("", "x", "!!", cursor + "A", cursor.substring(1), cursor + "=", "A".repeat(200))) {
      assertRefused(store, query, forged);
    }
  }

  @Test
  void aCursorOfAnotherTrailIsRefusedAndSaysWhy() {
    AuditQuery query = AuditQuery.newest(1);
    AuditStore foreign = openForeign();
    write(foreign, samples.record(SCOPE), samples.record(SCOPE));
    String cursor = foreign.query(query, deadline()).next().orElseThrow();
    AuditStore store = open();
    write(store, samples.record(SCOPE), samples.record(SCOPE));

    assertThatThrownBy(() -> store.query(query.after(cursor), deadline()))
        .isInstanceOf(BadCursorException.class)
        .hasMessageContaining("not made by this trail for this query");
    assertThatThrownBy(() -> store.query(query.after("!!"), deadline()))
        .isInstanceOf(BadCursorException.class)
        .hasMessageContaining("not URL-safe base64");
    assertThat(foreign.query(query.after(cursor), deadline()).records()).hasSize(1);
  }

  @Test
  void aCursorServesOnlyTheQueryItWasMadeFor() {
    AuditStore store = open();
    write(store, samples.record(SCOPE), samples.record(SCOPE), samples.record(SCOPE));
    AuditQuery query = AuditQuery.newest(1);
    String cursor = store.query(query, deadline()).next().orElseThrow();

    assertRefused(store, query.in(ScopePattern.ALL), cursor);
    assertRefused(store, query.ordered(Order.SEQUENCE_ASCENDING), cursor);
    assertRefused(store, query.matching(Filters.ofOutcome("executed")), cursor);
    assertRefused(store, query.withIntents(), cursor);
    AuditQuery wider = AuditQuery.newest(50);
    assertThat(store.query(wider.after(cursor), deadline()).records()).hasSize(2);
  }

  @Test
  void aWalkThroughThePagesMissesNothingThatWasThereWhileOthersWrite() {
    AuditStore store = open();
    var before = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      AuditRecord record = samples.record(SCOPE);
      before.add(record.id());
      write(store, record);
    }
    time.advance(Duration.ofMillis(1));
    var seen = new ArrayList<String>();
    AuditQuery query = AuditQuery.newest(3);
    AuditPage page = store.query(query, deadline());
    while (true) {
      page.records().forEach(record -> seen.add(record.id()));
      write(store, samples.record(SCOPE));
      if (page.next().isEmpty()) {
        break;
      }
      page = store.query(query.after(page.next().get()), deadline());
    }

    assertThat(seen).isEqualTo(before.reversed());
  }

  @Test
  void expiredRecordsAreShownNowhere() {
    AuditStore store = open(Map.of("ttl_seconds", "60"));
    AuditRecord brief = samples.record(SCOPE, "one", time.now());
    AuditRecord longer =
        samples.record(SCOPE, "two", time.now()).toBuilder()
            .expiresAt(Optional.of(time.now().plusSeconds(120)))
            .build();
    write(store, brief, longer);

    assertThat(readAll(store, AuditQuery.newest(5)))
        .extracting(record -> record.expiresAt().orElseThrow())
        .containsExactlyInAnyOrder(time.now().plusSeconds(60), time.now().plusSeconds(120));
    time.advance(Duration.ofSeconds(60));
    assertThat(ids(store, AuditQuery.newest(5))).containsExactly(longer.id());
    assertThat(store.latest("one", record -> true, deadline())).isEmpty();
    time.advance(Duration.ofSeconds(60));
    assertThat(ids(store, AuditQuery.newest(5))).isEmpty();
  }

  private void assertRefused(AuditStore store, AuditQuery query, String cursor) {
    assertThatThrownBy(() -> store.query(query.after(cursor), deadline()))
        .as("cursor '%s', seed %d", cursor, seed)
        .isInstanceOf(BadCursorException.class);
  }

  private static AuditQuery page(int limit, int offset) {
    return new AuditQuery(
        List.of(),
        Filters.NONE,
        Optional.empty(),
        Optional.empty(),
        false,
        Order.NEWEST_FIRST,
        limit,
        offset,
        Optional.empty());
  }
}

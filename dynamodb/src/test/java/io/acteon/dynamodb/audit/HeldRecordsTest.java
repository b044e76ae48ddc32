package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.Filters;
import io.acteon.audit.AuditQuery.Order;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditSummary;
import io.acteon.model.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record whose time has come is shown exactly while a legal hold keeps it. */
class HeldRecordsTest {
  private final Chains chains = new Chains();

  @AfterEach
  void close() {
    chains.close();
  }

  private AuditRecord expiring(Scope scope) {
    return chains.samples.record(scope).toBuilder()
        .expiresAt(Optional.of(chains.time.now().plusSeconds(60)))
        .build();
  }

  private List<String> ids(AuditQuery query) {
    return chains.store().query(query, chains.soon()).records().stream()
        .map(AuditRecord::id)
        .toList();
  }

  private int counted(AuditQuery query) {
    var seen = new ArrayList<AuditSummary>();
    chains.store().summarize(query, 100, seen::add, chains.soon());
    return seen.size();
  }

  @Test
  void everyWayOfReadingShowsWhatIsHeldAndNothingElse() {
    AuditRecord held = expiring(chains.scope);
    AuditRecord free = expiring(new Scope("shop", "other"));
    chains.dispatch(held);
    chains.dispatch(free);
    chains.chain().hold(chains.scope, "case 17", chains.soon());
    AuditQuery all = AuditQuery.newest(10);
    assertThat(ids(all)).containsExactlyInAnyOrder(held.id(), free.id());

    chains.time.advance(Duration.ofSeconds(61));

    assertThat(ids(all)).containsExactly(held.id());
    assertThat(ids(all.matching(Filters.ofOutcome("executed")))).containsExactly(held.id());
    assertThat(ids(all.ordered(Order.SEQUENCE_ASCENDING))).containsExactly(held.id());
    assertThat(chains.store().query(all, chains.soon()).total()).hasValue(1);
    assertThat(counted(all)).isOne();
    assertThat(chains.store().latest(held.actionId(), _ -> true, chains.soon())).isPresent();
    assertThat(chains.store().latest(free.actionId(), _ -> true, chains.soon())).isEmpty();

    chains.chain().release(chains.scope, "closed", chains.soon());

    assertThat(ids(all)).isEmpty();
    assertThat(counted(all)).isZero();
  }
}

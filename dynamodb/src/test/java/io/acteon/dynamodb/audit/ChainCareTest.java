package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Legal holds keep what would expire, and the chain says so. */
class ChainCareTest {
  private final Chains chains = new Chains();

  @AfterEach
  void close() {
    chains.close();
  }

  @Test
  void aHoldTakesExpiriesAwayAndAReleaseGivesThemBack() {
    AuditRecord expiring =
        chains.samples.record(chains.scope).toBuilder()
            .expiresAt(Optional.of(chains.time.now().plusSeconds(3600)))
            .build();
    chains.dispatch(expiring);

    assertThat(chains.chain().hold(chains.scope, "case 17", chains.soon())).isEqualTo(2);
    assertThat(Tamper.get(Chains.TABLE.table(), expiring.id())).doesNotContainKey(Attribute.TTL);
    VerificationReport held = chains.verify();
    assertThat(held.findings()).isEmpty();
    assertThat(held.verdict()).isEqualTo(Verdict.VERIFIED);

    assertThat(chains.chain().release(chains.scope, "closed", chains.soon())).isEqualTo(2);
    assertThat(Tamper.get(Chains.TABLE.table(), expiring.id())).containsKey(Attribute.TTL);
    assertThat(chains.verify().findings()).isEmpty();
  }
}

package io.acteon.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditPage;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditRecord;
import io.acteon.audit.AuditStore;
import io.acteon.audit.AuditStore.Receipt;
import io.acteon.audit.AuditStore.Refusal;
import io.acteon.model.Scope;
import io.acteon.store.Answer;
import io.acteon.store.Environment;
import io.acteon.store.StoreListener;
import io.acteon.testkit.time.FakeTime;
import io.acteon.time.Deadline;
import io.acteon.time.UuidV7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;

/** What the audit contracts share: a store to open, a clock, and short ways to write and read. */
public abstract class AuditStoreContract {
  protected static final Scope SCOPE = new Scope("shop", "acme");
  private static final Duration LONG = Duration.ofMinutes(1);

  protected final long seed = ThreadLocalRandom.current().nextLong();
  protected final Random random = new Random(seed);
  protected final FakeTime time = FakeTime.startingNow();
  protected final AuditSamples samples = new AuditSamples(time, random);
  private final String deployment = "t" + Long.toUnsignedString(seed, 36);
  private final List<AuditStore> opened = new ArrayList<>();

  /**
   * Opens a store.
   *
   * @param deployment stores of different deployments never see each other's records
   * @param settings of the backend, beyond where it is
   */
  protected abstract AuditStore open(
      String deployment, AuditMode mode, Map<String, String> settings, Environment environment);

  /** The mode that the inherited tests run in. */
  protected AuditMode mode() {
    return AuditMode.PLAIN;
  }

  protected final AuditStore open() {
    return open(Map.of());
  }

  /** Opens the store of this test, again if it was opened before. */
  protected final AuditStore open(Map<String, String> settings) {
    return opened(deployment, settings);
  }

  /** Opens the store of another deployment. */
  protected final AuditStore openForeign() {
    return opened(deployment + "f", Map.of());
  }

  private AuditStore opened(String deployed, Map<String, String> settings) {
    AuditStore store =
        open(
            deployed,
            mode(),
            settings,
            new Environment(time, new UuidV7(time), StoreListener.NONE));
    opened.add(store);
    return store;
  }

  @AfterEach
  void closeAll() {
    opened.reversed().forEach(AuditStore::close);
  }

  protected final Deadline deadline() {
    return Deadline.in(LONG, time);
  }

  /** Writes records and waits until they are durable; answers them with their places. */
  protected final List<AuditRecord> write(AuditStore store, AuditRecord... records) {
    var written = new ArrayList<AuditRecord>();
    for (AuditRecord record : records) {
      Answer<Receipt, Refusal> answer =
          record.isIntent()
              ? store.intent(record, deadline())
              : store.outcome(record, Optional.empty(), deadline());
      if (!(answer instanceof Answer.Applied<Receipt, Refusal>(Receipt receipt))) {
        throw new AssertionError(record.id() + " was not taken: " + answer + ", seed " + seed);
      }
      assertThat(receipt.recordId()).isEqualTo(record.id());
      assertThat(receipt.scope()).isEqualTo(record.scope());
      written.add(record.toBuilder().chain(receipt.position()).build());
    }
    settle(store);
    return written;
  }

  protected final void settle(AuditStore store) {
    try {
      assertThat(store.flush(deadline())).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All that the query lists, page by page; checks what every page must be. */
  protected final List<AuditRecord> readAll(AuditStore store, AuditQuery query) {
    var found = new ArrayList<AuditRecord>();
    AuditPage page = store.query(query, deadline());
    OptionalLong total = page.total();
    assertThat(total).as("total of a first page").isPresent();
    while (true) {
      assertThat(page.records()).hasSizeLessThanOrEqualTo(query.limit());
      found.addAll(page.records());
      if (page.next().isEmpty()) {
        break;
      }
      assertThat(page.records()).as("a page with a successor is full").hasSize(query.limit());
      page = store.query(query.after(page.next().get()), deadline());
      assertThat(page.total()).as("total of a later page").isEmpty();
      assertThat(page.records()).as("a page that a cursor promised").isNotEmpty();
    }
    if (found.isEmpty()) {
      assertThat(total.orElseThrow()).isLessThanOrEqualTo(query.offset());
    } else {
      assertThat(total.orElseThrow()).isEqualTo(query.offset() + (long) found.size());
    }
    return found;
  }

  protected final List<String> ids(AuditStore store, AuditQuery query) {
    return readAll(store, query).stream().map(AuditRecord::id).toList();
  }
}

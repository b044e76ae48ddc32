package io.acteon.dynamodb.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.DynamoDbState;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.model.Scope;
import io.acteon.state.Entries;
import io.acteon.state.Entry;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import io.acteon.state.StateStore;
import io.acteon.state.Ttl;
import io.acteon.state.Version;
import io.acteon.store.Answer;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EntriesExampleTest {
  private static final Kind CART = new Kind("cart", Kind.Shape.POINT);
  private static final Kind ORDER = new Kind("order", Kind.Shape.LISTABLE);

  private final List<String> log = new ArrayList<>();

  @Test
  void compareAndSwap() {
    URI url = SharedDynamoDbLocal.url();
    try (StateStore store = DynamoDbState.at(url).table("my_state").prefix("shop").open()) {
      Entries entries = store.entries();
      StateKey cart = new StateKey(new Scope("shop", "acme"), CART, "cart-17");
      Deadline deadline = Deadline.in(Duration.ofSeconds(2), TimeSource.system());

      switch (entries.checkAndSet(cart, "[]", Ttl.of(Duration.ofHours(1)), deadline)) {
        case Answer.Applied<Version, Entry>(Version version) -> log.add("created " + version);
        case Answer.Refused<Version, Entry>(Entry there) -> log.add("exists: " + there.value());
        case Answer.Unknown<Version, Entry>(String reason) -> log.add("nobody knows: " + reason);
      }

      Entry seen = entries.get(cart, deadline).orElseThrow();
      var swapped = entries.compareAndSwap(cart, seen.version(), "[\"book\"]", Ttl.KEEP, deadline);
      if (swapped instanceof Answer.Refused<Version, Optional<Entry>>(Optional<Entry> there)) {
        log.add("somebody was faster: " + there);
      }

      assertThat(entries.get(cart, deadline).orElseThrow().value()).isEqualTo("[\"book\"]");
    }
    assertThat(log).singleElement().asString().startsWith("created ");
  }

  @Test
  void listing() {
    URI url = SharedDynamoDbLocal.url();
    try (StateStore store = DynamoDbState.at(url).table("my_state").prefix("shop2").open()) {
      Entries entries = store.entries();
      Scope acme = new Scope("shop", "acme");
      Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
      for (String id : List.of("2026-02", "2026-01", "2025-12")) {
        var _ = entries.set(new StateKey(acme, ORDER, id), "{}", Ttl.NEVER, deadline);
      }

      Optional<String> after = Optional.empty();
      do {
        Entries.Page page = entries.list(acme, ORDER, "2026-", after, 100, deadline);
        page.entries().forEach(order -> log.add(order.id()));
        after = page.next();
      } while (after.isPresent());
    }
    assertThat(log).containsExactly("2026-01", "2026-02");
  }
}

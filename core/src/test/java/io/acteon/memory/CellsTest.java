package io.acteon.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateBackend;
import io.acteon.state.StateKey;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CellsTest {
  private static final Scope SCOPE = new Scope("ns", "tenant");

  /** Cells that are over at the millisecond they hold. */
  private final Cells<Long> cells = new Cells<>((end, now) -> end <= now);

  @Test
  void whatIsOverIsRemovedLongBeforeItFillsTheMemory() {
    for (int now = 0; now < 100_000; now++) {
      long end = now + 100L;
      cells.change(key(now), now, _ -> Optional.of(end));
    }

    assertThat(cells.size()).isLessThan(3_000);
    assertThat(cells.read(key(99_999), 99_999)).contains(100_099L);
    assertThat(cells.read(key(99_950), 100_050)).isEmpty();
  }

  @Test
  void whatLivesIsNeverRemoved() {
    for (int now = 0; now < 20_000; now++) {
      cells.change(key(now), now, _ -> Optional.of(Long.MAX_VALUE));
    }

    assertThat(cells.size()).isEqualTo(20_000);
  }

  @Test
  void theBackendIsFoundByItsName() {
    assertThat(ServiceLoader.load(StateBackend.class).stream().map(it -> it.get().name()))
        .contains("memory");
  }

  private static StateKey key(int number) {
    return new StateKey(SCOPE, Kind.DEDUP, "k" + number);
  }
}

package io.acteon.simulator.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether capacity may be consumed; what throttles a request. */
@FunctionalInterface
public interface Admission {
  /** Admits everything. */
  Admission UNLIMITED = _ -> null;

  /**
   * Consumes the charges and answers null, or answers the charge that stands in the way and
   * consumes none.
   */
  @Nullable Charge refusal(List<Charge> charges);
}

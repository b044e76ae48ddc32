package io.acteon.store;

import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;

/** What a backend is given besides its settings. */
public record Environment(TimeSource time, UuidV7 ids, StoreListener listener) {

  /** The machine's clocks and no listener. */
  public static Environment system() {
    TimeSource time = TimeSource.system();
    return new Environment(time, new UuidV7(time), StoreListener.NONE);
  }
}

package io.acteon.server.cli;

import io.acteon.time.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The wish to end: the first SIGINT or SIGTERM asks for it, the second ends the process at once.
 * The JVM's own way, shutdown hooks, cannot tell a second signal, so this takes the signals from
 * it. {@code sun.misc.Signal} is reached by reflection since naming it is a warning that cannot be
 * switched off. Thread-safe.
 */
final class StopSignal {
  /** What shells report of a process that SIGINT ended. */
  private static final int KILLED = 130;

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final AtomicBoolean first = new AtomicBoolean(true);

  private StopSignal() {}

  /** Takes the signals over from here on. */
  static StopSignal install() {
    var stop = new StopSignal();
    try {
      stop.handle("INT");
      stop.handle("TERM");
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // Another kind of JVM, or -Xrs: shutdown hooks still serve, without the second signal.
      Runtime.getRuntime().addShutdownHook(new Thread(stop::askAndLinger, "stop"));
    }
    return stop;
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            StopSignal.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                arrived();
              }
              return method.getName().equals("equals") ? proxy == arguments[0] : null;
            });
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("SIG" + name + " cannot be handled", e.getCause());
    }
  }

  private void arrived() {
    if (first.getAndSet(false)) {
      asked.complete(null);
    } else {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private void askAndLinger() {
    asked.complete(null);
  }

  /** Waits until the end is wished for. */
  void await() throws InterruptedException {
    while (!await(Duration.ofDays(1))) {
      // Nobody wishes to end.
    }
  }

  /** Waits for {@code atMost}; answers whether the end is wished for. */
  boolean await(Duration atMost) throws InterruptedException {
    return TimeSource.system().await(asked, atMost);
  }
}

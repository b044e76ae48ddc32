package io.acteon.dynamodb.local;

import java.io.IOException;

/**
 * Main class of the child process: ends the process when its standard input does, which happens
 * when the parent is gone, however it died, and not by Ctrl-C; then runs the main class named first
 * with the rest of the arguments. Uses nothing but the JDK: it runs on the child's class path.
 */
final class DiesWithParent {
  private DiesWithParent() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    ignoreInterrupt();
    Thread.ofPlatform().daemon().name("parent-watch").start(DiesWithParent::watch);
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  /**
   * Ctrl-C in a terminal goes to the parent's whole process group; the parent drains first and then
   * ends us. By reflection, since naming {@code sun.misc.Signal} is a warning that stays.
   */
  private static void ignoreInterrupt() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ignore = handler.getField("SIG_IGN").get(null);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said to the child: only the end counts.
      }
    } catch (IOException _) {
      // A broken pipe is an end, too.
    }
    Runtime.getRuntime().halt(0);
  }
}

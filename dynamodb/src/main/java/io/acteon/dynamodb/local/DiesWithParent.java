package io.acteon.dynamodb.local;

import java.io.IOException;

/**
 * Main class of the child process: ends the process when its standard input does, which happens
 * when the parent is gone, however it died; then runs the main class named first with the rest of
 * the arguments. Uses nothing but the JDK: it runs on the child's class path.
 */
final class DiesWithParent {
  private DiesWithParent() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(DiesWithParent::watch);
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
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

package io.acteon.dynamodb.processes;

import io.acteon.testkit.time.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that reports in lines, the first word of each saying what it is about, and is
 * told in lines what to do. It ends when its input does, so it does not outlive this JVM.
 * Thread-safe.
 */
final class Child implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private int awaited;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().unstarted(this::read);
  }

  static Child start(Class<?> main, Setup setup, String... extra) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(setup.words());
    command.addAll(List.of(extra));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    Child child = new Child(main.getSimpleName() + " " + process.pid(), process);
    child.reader.start();
    return child;
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (this) {
          lines.add(line);
        }
      }
    } catch (IOException _) {
      // Closing a child closes its output under us; whoever awaits a line is told that it ended.
    }
  }

  void tell(String order) {
    try {
      var in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(order + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("telling " + name + " to " + order, e);
    }
  }

  /** The next line about {@code word}, after the one that was awaited last; its words. */
  List<String> await(String word) {
    Eventually.holds(
        "'" + word + "' from " + name, PATIENCE, () -> isThere(word) || !reader.isAlive());
    return next(word)
        .orElseThrow(() -> new AssertionError(name + " ended before '" + word + "': " + lines));
  }

  private synchronized boolean isThere(String word) {
    return lines.subList(awaited, lines.size()).stream().anyMatch(line -> isAbout(line, word));
  }

  private synchronized Optional<List<String>> next(String word) {
    while (awaited < lines.size()) {
      String line = lines.get(awaited++);
      if (isAbout(line, word)) {
        return Optional.of(List.of(line.split(" ")));
      }
    }
    return Optional.empty();
  }

  /** The words of all lines about {@code word} so far. */
  synchronized List<List<String>> all(String word) {
    return lines.stream()
        .filter(line -> isAbout(line, word))
        .map(line -> List.of(line.split(" ")))
        .toList();
  }

  private static boolean isAbout(String line, String word) {
    return line.equals(word) || line.startsWith(word + " ");
  }

  /** Stops it where it stands, as a long garbage collection or a sleeping machine would. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError("kill " + signal + " of " + name + " ended with " + exit);
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    // By its handle: Process.destroyForcibly also closes its output, and its last words with it.
    if (!process.toHandle().destroyForcibly()) {
      throw new AssertionError(name + " could not be killed");
    }
    awaitEnd();
  }

  /** Lets it end by itself, all its lines read. */
  void finish() throws IOException, InterruptedException {
    process.outputWriter(StandardCharsets.UTF_8).close();
    awaitEnd();
    if (process.exitValue() != 0) {
      throw new AssertionError(name + " ended with " + process.exitValue());
    }
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !reader.join(PATIENCE)) {
      throw new AssertionError(name + " did not end within " + PATIENCE.toSeconds() + " s");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

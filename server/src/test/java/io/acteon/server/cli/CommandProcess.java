package io.acteon.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code acteon ...} as a process of its own. */
final class CommandProcess {
  private CommandProcess() {}

  /** What a command wrote and how it ended. */
  record Result(int exitCode, String out, String err) {}

  /** The command line of {@code acteon ARGUMENTS}, to be added to; {@code java} starts it. */
  static List<String> line(List<String> arguments) {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Acteon.class.getName()));
    line.addAll(arguments);
    return line;
  }

  /** Starts it in {@code folder}, where it knows of nothing else. */
  static Process start(Path folder, List<String> arguments) throws IOException {
    return startAny(folder, line(arguments));
  }

  private static Process startAny(Path folder, List<String> line) throws IOException {
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    String path = builder.environment().getOrDefault("PATH", "");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    return builder.start();
  }

  /** Runs it in {@code folder} to its end. */
  static Result run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    return runAny(folder, line(arguments));
  }

  /** Runs any program in {@code folder} to its end. */
  static Result runAny(Path folder, List<String> line) throws IOException, InterruptedException {
    Process process = startAny(folder, line);
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(
            () -> String.join("\n", process.errorReader().lines().toList()),
            Thread::startVirtualThread);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(line.getLast() + " did not end within a minute");
    }
    return new Result(process.exitValue(), out, err.join());
  }
}

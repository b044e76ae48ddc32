package io.acteon.bench.state;

import io.acteon.simulator.SimulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulator as a process of its own, so that its work is not done on the benchmark's threads.
 * Used by one thread.
 */
final class SimulatorProcess implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("DynamoDB simulator on (http://[^,]+),");

  private final Process process;
  private final Thread hook;
  private final URI url;

  private SimulatorProcess(Process process, Thread hook, URI url) {
    this.process = process;
    this.hook = hook;
    this.url = url;
  }

  static SimulatorProcess start(int latencyMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "--port",
                "0",
                "--latency-ms",
                Integer.toString(latencyMillis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread hook = new Thread(process::destroyForcibly, "simulator-end");
    Runtime.getRuntime().addShutdownHook(hook);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return new SimulatorProcess(process, hook, URI.create(started.group(1)));
      }
    }
    throw new IOException("the simulator ended without saying where it listens");
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}

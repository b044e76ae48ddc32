package io.acteon.bench.simulator;

import io.acteon.simulator.SimulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulator as a process of its own, so that its work is not done on the benchmark's threads.
 * Used by one thread.
 */
public final class SimulatorProcess implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("DynamoDB simulator on (http://[^,]+),");

  private final Process process;
  private final Thread hook;
  private final URI url;

  private SimulatorProcess(Process process, Thread hook, URI url) {
    this.process = process;
    this.hook = hook;
    this.url = url;
  }

  /** Starts one on a free port; {@code latencyMillis} are added to every request on items. */
  public static SimulatorProcess start(int latencyMillis) throws IOException {
    return start(latencyMillis, "none");
  }

  /**
   * Starts one on a free port.
   *
   * @param partitionLimits write and read units a second of one partition key, as {@code W/R};
   *     {@code aws} for those of AWS; {@code none}
   */
  public static SimulatorProcess start(int latencyMillis, String partitionLimits)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "--port",
                "0",
                "--latency-ms",
                Integer.toString(latencyMillis),
                "--partition-limits",
                partitionLimits)
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

  /** Begins to account anew. */
  public void reset() throws IOException, InterruptedException {
    var _ = send("/_simulator/reset", "POST");
  }

  /** What was asked of it since the last reset. */
  public Account account() throws IOException, InterruptedException {
    return Account.parse(send("/_simulator/report", "GET"));
  }

  private String send(String path, String method) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path)).method(method, BodyPublishers.noBody()).build();
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(path + " of the simulator answered " + answer.statusCode());
      }
      return answer.body();
    }
  }

  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}

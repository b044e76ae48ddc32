package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code acteon serve} or {@code dev} as a process of its own, on a free port. Not thread-safe. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+)");

  private final Process process;
  private final BufferedReader log;
  private final String url;

  private ServeProcess(Process process, BufferedReader log, String url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /** Starts it and waits until it says where it listens. */
  static ServeProcess start(Path config, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "-c", config.toString(), "--port", "0"));
    arguments.addAll(List.of(more));
    return started(CommandProcess.line(arguments));
  }

  /** {@code acteon dev} in this checkout, its data in memory. */
  static ServeProcess dev() throws IOException {
    List<String> line = CommandProcess.line(List.of("dev", "--in-memory", "--port", "0"));
    line.add(1, "-Dacteon.root=" + Documentation.ROOT.toAbsolutePath());
    return started(line);
  }

  private static ServeProcess started(List<String> commandLine) throws IOException {
    Process process = new ProcessBuilder(commandLine).start();
    var said = new StringBuilder();
    for (String line = process.inputReader().readLine();
        line != null;
        line = process.inputReader().readLine()) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        return new ServeProcess(process, process.errorReader(), listens.group(1));
      }
      said.append(line).append('\n');
    }
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    process.destroyForcibly();
    throw new IOException("it did not start: " + said + err);
  }

  String url() {
    return url;
  }

  /** What it says on standard output after that it listens, up to a line that begins so. */
  String saidUntil(String end) throws IOException {
    var said = new StringBuilder();
    for (String line = process.inputReader().readLine();
        line != null && !line.startsWith(end);
        line = process.inputReader().readLine()) {
      said.append(line).append('\n');
    }
    return said.toString();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  /** SIGTERM, by the handle: the process's own {@code destroy} would close its streams too. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  /** Reads the log until a line holds {@code text}; answers that line. */
  String logLine(String text) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IOException("the log ended without '" + text + "'");
  }

  int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("it did not end within a minute");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

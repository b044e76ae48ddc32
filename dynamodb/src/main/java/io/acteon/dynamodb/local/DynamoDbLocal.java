package io.acteon.dynamodb.local;

import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running DynamoDB Local. It ends when it is closed, when this JVM ends, and when this JVM is
 * killed. Thread-safe.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(25);

  private final Process process;
  private final int port;
  private final Thread hook;

  private DynamoDbLocal(Process process, int port) {
    this.process = process;
    this.port = port;
    this.hook = new Thread(process::destroyForcibly, "dynamodb-local-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * How to run it.
   *
   * @param classPath the folder of its jars, which the build puts in {@code
   *     dynamodb-local/target/lib}
   * @param data where tables are kept; empty for memory
   * @param port the port on the loopback interface; 0 for any free one
   * @param quickStart whether the JVM starts fast rather than becomes fast
   */
  public record Options(Path classPath, Optional<Path> data, int port, boolean quickStart) {
    private static final List<String> QUICK_START =
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    public Options(Path classPath, Optional<Path> data, int port) {
      this(classPath, data, port, true);
    }

    /** In memory, on a free port. */
    public static Options inMemory(Path classPath) {
      return new Options(classPath, Optional.empty(), 0);
    }

    /** In memory, on a free port, with the JVM's own defaults, as Amazon ships it. */
    public static Options forLoad(Path classPath) {
      return new Options(classPath, Optional.empty(), 0, false);
    }

    private List<String> flags() {
      return quickStart ? QUICK_START : List.of();
    }
  }

  /**
   * Starts it and waits until it answers.
   *
   * @throws IllegalStateException when it cannot be started; the message says why
   * @throws UncheckedIOException when the folder of its data or of its log cannot be written
   */
  public static DynamoDbLocal start(Options options) {
    if (!Files.isDirectory(options.classPath())) {
      throw new IllegalStateException(
          "DynamoDB Local is not in %s; './acteon' fetches it, or: mvn -pl dynamodb-local compile"
              .formatted(options.classPath()));
    }
    try {
      int port = free(options.port());
      Path log = Files.createTempFile("dynamodb-local", ".log");
      log.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command(options, port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      DynamoDbLocal local = new DynamoDbLocal(process, port);
      local.awaitReady(log);
      return local;
    } catch (IOException e) {
      throw new UncheckedIOException("DynamoDB Local cannot be started: " + e, e);
    }
  }

  private static List<String> command(Options options, int port) throws IOException {
    String classPath = options.classPath().toAbsolutePath() + "/*";
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options.flags());
    command.addAll(
        List.of(
            "-cp",
            classPath + System.getProperty("path.separator") + ownClasses(),
            DiesWithParent.class.getName(),
            MAIN,
            "-sharedDb",
            "-disableTelemetry",
            "-port",
            Integer.toString(port)));
    if (options.data().isPresent()) {
      Path data = Files.createDirectories(options.data().get());
      command.addAll(List.of("-dbPath", data.toAbsolutePath().toString()));
    } else {
      command.add("-inMemory");
    }
    return command;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          DynamoDbLocal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own classes is not a path", e);
    }
  }

  /** The port if it is free, or any free one for 0; another process may still be quicker. */
  private static int free(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new IllegalStateException(
          "DynamoDB Local cannot use port " + wanted + ": another process has it", e);
    }
  }

  private void awaitReady(Path log) throws IOException {
    TimeSource time = TimeSource.system();
    Deadline deadline = Deadline.in(START, time);
    while (!answers()) {
      if (!process.isAlive()) {
        close();
        throw new IllegalStateException(
            "DynamoDB Local ended at once on port %d with exit code %d: %s"
                .formatted(port, process.exitValue(), Files.readString(log).strip()));
      }
      if (deadline.hasPassed()) {
        close();
        throw new IllegalStateException(
            "DynamoDB Local did not answer on port %d within %s: %s"
                .formatted(port, START, Files.readString(log).strip()));
      }
      try {
        time.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new IllegalStateException("interrupted while DynamoDB Local was starting", e);
      }
    }
  }

  /** It answers 400 to a plain GET once it is ready. */
  private boolean answers() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url().toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(1_000);
    try {
      return process.isAlive() && connection.getResponseCode() == 400;
    } catch (IOException _) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://localhost:" + port);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException _) {
      // The JVM is ending already, and the hook does the same.
    }
  }
}

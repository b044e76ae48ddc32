package io.acteon.bench.compare;

import io.acteon.bench.simulator.SimulatorProcess;
import io.acteon.dynamodb.local.DynamoDbLocal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The DynamoDB that is called, and the process behind it if it was started for the benchmark. */
public record Target(String title, URI url, AutoCloseable process) implements AutoCloseable {

  /** A table at an endpoint. */
  public record Place(URI url, String region, String table) {
    public boolean isLocal() {
      return url.getScheme().equals("http");
    }
  }

  private static Target at(URI url) {
    return new Target(url.toString(), url, () -> {});
  }

  private static Target simulator(int latencyMillis, String partitionLimits) throws IOException {
    SimulatorProcess process = SimulatorProcess.start(latencyMillis, partitionLimits);
    String title =
        "the simulator, %d ms, partition limits: %s".formatted(latencyMillis, partitionLimits);
    return new Target(title, process.url(), process);
  }

  private static Target dynamoDbLocal(Path root) {
    DynamoDbLocal local =
        DynamoDbLocal.start(
            DynamoDbLocal.Options.forLoad(root.resolve("dynamodb-local/target/lib")));
    return new Target("DynamoDB Local, in memory", local.url(), local);
  }

  /** The endpoint if there is one, else the simulator if it is wished for, else DynamoDB Local. */
  public static Target of(
      @Nullable URI endpoint,
      boolean simulator,
      int latencyMillis,
      String partitionLimits,
      Path root)
      throws IOException {
    if (endpoint != null) {
      return at(endpoint);
    }
    return simulator ? simulator(latencyMillis, partitionLimits) : dynamoDbLocal(root);
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (Exception e) {
      throw new IllegalStateException(title + " could not be stopped", e);
    }
  }
}

package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.Fault;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import io.acteon.testkit.files.ScratchFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/** An audit table of a test class's own, in the shared DynamoDB Local or elsewhere. Thread-safe. */
final class LocalTrail {
  /** What reads a table whole, or may. */
  static final String[] SCANS = {"Scan", "ExecuteStatement", "BatchExecuteStatement"};

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String table =
      "audit-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final Path spool = ScratchFolder.untilExit("acteon-spool");
  private final RequestLog sent = new RequestLog();
  private final URI url;

  /** In the shared DynamoDB Local. */
  LocalTrail() {
    this(SharedDynamoDbLocal.url());
  }

  LocalTrail(URI url) {
    this.url = url;
  }

  String table() {
    return table;
  }

  Path spool() {
    return spool;
  }

  Settings settings(String deployment, Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("url", url.toString());
    values.put("region", "us-east-1");
    values.put("table_name", table);
    values.put("prefix", deployment);
    values.put("max_connections", "64");
    values.put("attempt_timeout_ms", "10000");
    values.put("spool_directory", spool.toString());
    values.putAll(more);
    return new Settings(new DynamoDbAuditBackend().settings(), values);
  }

  AuditStore open(
      String deployment, AuditMode mode, Map<String, String> more, Environment environment) {
    return open(deployment, mode, more, environment, UnaryOperator.identity());
  }

  AuditStore open(
      String deployment,
      AuditMode mode,
      Map<String, String> more,
      Environment environment,
      UnaryOperator<SdkHttpClient> wire) {
    return new DynamoDbAuditBackend(http -> watched(wire.apply(http)))
        .open(settings(deployment, more), mode, environment);
  }

  /** Counts what is sent, and ends whatever would scan: no trail may, whatever is asked of it. */
  private SdkHttpClient watched(SdkHttpClient http) {
    FaultPlan noScan =
        operation -> {
          if (List.of(SCANS).contains(operation)) {
            throw new AssertionError(operation + " was sent to " + table);
          }
          return Fault.NONE;
        };
    return new DisturbedHttpClient(http, noScan, sent, 1);
  }

  /** What was sent to the table by all stores that were opened here. */
  RequestLog sent() {
    return sent;
  }
}

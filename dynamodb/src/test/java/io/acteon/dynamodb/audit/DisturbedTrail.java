package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.testkit.fault.DisturbedHttpClient;
import io.acteon.testkit.fault.FaultPlan;
import io.acteon.testkit.fault.RequestLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chained trail of a process of its own, whose commits are disturbed, and one of which can be
 * kept from its answer. Thread-safe.
 */
public final class DisturbedTrail implements AutoCloseable {
  private static final int OK = 200;

  private final AuditStore store;
  private final RequestLog log = new RequestLog();
  private final AtomicBoolean stalls = new AtomicBoolean();
  private final CountDownLatch awake = new CountDownLatch(1);

  /** {@code disturbed} is the share of commits to which something happens. */
  public DisturbedTrail(URI url, String table, Path folder, double disturbed, long seed) {
    FaultPlan plan = FaultPlan.disturbing(disturbed, seed).only("TransactWriteItems"::equals);
    var values =
        Map.of(
            "url",
            url.toString(),
            "region",
            "us-east-1",
            "table_name",
            table,
            "attempt_timeout_ms",
            "10000",
            "log_id",
            "processes",
            "signing_key_file",
            folder.resolve("key.pem").toString(),
            "anchor_file",
            folder.resolve("anchors.jsonl").toString(),
            "spool_directory",
            folder.resolve("spool").toString());
    this.store =
        new DynamoDbAuditBackend(http ->
            new DisturbedHttpClient(new HookedHttpClient(http, new Stalls()), plan, log, seed))
            .open(
                new Settings(new DynamoDbAuditBackend().settings(), values),
                AuditMode.SOC2,
                Environment.system());
  }

  public AuditStore store() {
    return store;
  }

  public long disturbedRequests() {
    return log.disturbed();
  }

  /**
   * The next commit lands; says {@code stalled}; its answer is lost once {@link #wake} is called.
   */
  public void stall() {
    stalls.set(true);
  }

  public void wake() {
    awake.countDown();
  }

  private final class Stalls implements HookedHttpClient.Hook {
    @Override
    public void before(String operation) {}

    @Override
    public void after(String operation, int status) throws IOException {
      if (operation.equals("TransactWriteItems") && status == OK && stalls.getAndSet(false)) {
        System.out.println("stalled");
        try {
          awake.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new IOException("the answer is lost (injected)");
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}

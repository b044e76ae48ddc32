package io.acteon.simulator.http;

import io.acteon.simulator.accounting.Delay;
import io.acteon.simulator.accounting.MeteredEngine;
import io.acteon.simulator.engine.Admission;
import io.acteon.simulator.engine.Engine;
import io.acteon.simulator.engine.Refusals;
import io.acteon.simulator.engine.Response;
import io.acteon.simulator.value.Rejection;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers DynamoDB's requests with latency and faults. Thread-safe; holds no lock while it waits.
 *
 * <p>The n-th request draws from a generator of its own, seeded with the server's seed and n: one
 * client alone meets the same faults in every run.
 */
final class DynamoHandler {
  private static final String TARGET = "x-amz-target";
  private static final String PREFIX = "DynamoDB_20120810.";
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What a handler works with. */
  record Parts(
      MeteredEngine engine,
      InstantSource time,
      Delay latency,
      long seed,
      Consumer<Runnable> later) {}

  private final Parts parts;
  private final InFlight inFlight = new InFlight();
  private final AtomicLong arrivals = new AtomicLong();
  private volatile Faults faults;

  DynamoHandler(Parts parts, Faults faults) {
    this.parts = parts;
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  void faults(Faults changed) {
    faults = changed;
  }

  @Nullable HttpAnswer answer(HttpRequest request) throws InterruptedException {
    String target = request.header(TARGET);
    if (target == null || !target.startsWith(PREFIX)) {
      return refuse("unknown", Rejection.unknownOperation(target == null ? "" : target));
    }
    String operation = target.substring(PREFIX.length());
    if (request.header("authorization") == null) {
      return refuse(operation, Rejection.missingAuthentication());
    }
    JsonNode body;
    try {
      body = JSON.readTree(request.body().bytes());
    } catch (JacksonException e) {
      return refuse(
          operation, Rejection.serialization("The body is not JSON: " + e.getOriginalMessage()));
    }
    return run(operation, body, plan(operation));
  }

  private Plan plan(String operation) {
    if (!Engine.isDataOperation(operation)) {
      return Plan.undisturbed(0);
    }
    SplittableRandom random =
        new SplittableRandom(parts.seed() ^ arrivals.incrementAndGet() * GOLDEN);
    long latency = parts.latency().sample(random);
    Faults current = faults;
    return current.concern(operation)
        ? Plan.draw(current, latency, random)
        : Plan.undisturbed(latency);
  }

  private @Nullable HttpAnswer run(String operation, JsonNode body, Plan plan)
      throws InterruptedException {
    if (plan.ending() == Plan.Ending.CUT_BEFORE || plan.ending() == Plan.Ending.ERROR_BEFORE) {
      boolean cut = plan.ending() == Plan.Ending.CUT_BEFORE;
      parts.engine().countFault(cut ? "cut_before" : "error_before");
      pause(plan.nanosBefore());
      return cut ? null : refuse(operation, internalError());
    }
    Response response = conflictOrApply(operation, body, plan);
    if (plan.duplicateNanos() >= 0 && response.isOk()) {
      parts.engine().countFault("duplicate");
      parts.later().accept(() -> duplicate(operation, body, plan));
    }
    pause(plan.nanosAfter());
    return switch (plan.ending()) {
      case ANSWER, CUT_BEFORE, ERROR_BEFORE -> answer(response);
      case ERROR_AFTER -> {
        parts.engine().countFault("error_after");
        yield answer(Response.of(internalError()));
      }
      case LOSE_RESPONSE -> {
        parts.engine().countFault("lose_response");
        yield null;
      }
    };
  }

  private Response conflictOrApply(String operation, JsonNode body, Plan plan)
      throws InterruptedException {
    InFlight.Visit visit = inFlight.enter(operation, parts.engine().touched(operation, body));
    try {
      pause(plan.nanosBefore());
      if (visit.conflicts() || plan.conflict()) {
        Rejection conflict = conflict(operation, visit);
        if (conflict != null) {
          parts
              .engine()
              .countFault(visit.conflicts() ? "natural_conflict" : "transaction_conflict");
          return parts.engine().refuse(operation, conflict, parts.time().instant());
        }
      }
      return parts
          .engine()
          .apply(operation, body, parts.time().instant(), throttling(operation, plan));
    } finally {
      visit.leave();
    }
  }

  /**
   * The refusal, or null for operations that never conflict. A random conflict blames the first
   * item.
   */
  private static @Nullable Rejection conflict(String operation, InFlight.Visit visit) {
    return switch (operation) {
      case "PutItem", "UpdateItem", "DeleteItem" -> Refusals.transactionConflict();
      case "TransactWriteItems", "TransactGetItems" ->
          visit.items().isEmpty() ? null : Refusals.conflicts(visit.items());
      default -> null;
    };
  }

  private Admission throttling(String operation, Plan plan) {
    if (!plan.throttle()) {
      return Admission.UNLIMITED;
    }
    SplittableRandom random = new SplittableRandom(plan.throttleSeed());
    boolean batch = operation.startsWith("Batch");
    return charges -> {
      // A request of its own is refused; a batch keeps about half of its items.
      boolean refuse = !charges.isEmpty() && (!batch || random.nextBoolean());
      if (refuse) {
        parts.engine().countFault("throttle");
      }
      return refuse ? charges.getFirst() : null;
    };
  }

  private void duplicate(String operation, JsonNode body, Plan plan) {
    try {
      pause(plan.duplicateNanos());
      parts.engine().apply(operation, body, parts.time().instant());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the server closes: the duplicate is lost
    }
  }

  private static Rejection internalError() {
    return Rejection.internal("Internal server error");
  }

  private HttpAnswer refuse(String operation, Rejection rejection) {
    return answer(parts.engine().refuse(operation, rejection, parts.time().instant()));
  }

  private static HttpAnswer answer(Response response) {
    return new HttpAnswer(
        response.status(),
        HttpAnswer.DYNAMODB_JSON,
        Body.of(JSON.writeValueAsBytes(response.body())));
  }

  private static void pause(long nanos) throws InterruptedException {
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }
}

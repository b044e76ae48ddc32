package io.acteon.server.http;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditStore;
import io.acteon.audit.VerificationReport;
import io.acteon.model.Scope;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ActionLimits;
import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.JsonFields;
import io.acteon.server.http.wire.JsonPointer;
import io.acteon.server.http.wire.VerificationJson;
import io.acteon.store.StoreException;
import io.acteon.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Verifies chains, a few at a time: each reads all of its chain. Thread-safe. */
final class ChainEndpoints {
  private static final int AT_ONCE = 4;

  private final Optional<AuditStore> audit;
  private final TimeSource time;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  ChainEndpoints(ApiDependencies api) {
    this.audit = api.audit();
    this.time = api.time();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/audit/verify", this::verify),
        Route.post("/v1/compliance/verify-chain", this::verify));
  }

  private Reply verify(Request request) {
    AuditChain chain =
        audit
            .flatMap(AuditStore::chain)
            .orElseThrow(() ->
                new ApiException(
                    ErrorCode.INVALID_REQUEST,
                    "hash chaining is not enabled; set [compliance] mode = \"soc2\" or hash_chain ="
                        + " true"));
    JsonFields fields = JsonFields.of(request.json(), JsonPointer.root());
    var scope =
        new Scope(
            fields.text("namespace", ActionLimits.NAMESPACE),
            fields.text("tenant", ActionLimits.TENANT));
    var range = new Range(fields.optionalTime("from"), fields.optionalTime("to"));
    if (!permits.tryAcquire()) {
      throw new ApiException(
          ApiError.rateLimited(
              AT_ONCE + " chains are being verified, which is the most at a time", 5));
    }
    try {
      VerificationReport report = chain.verify(scope, range, Progress.NONE, request.deadline());
      return Reply.ok(VerificationJson.of(report, time.now()));
    } catch (StoreException.Unavailable e) {
      if (request.deadline().hasPassed()) {
        throw new ApiException(
            ErrorCode.UNAVAILABLE,
            "the chain was not verified within this request's time; 'acteon audit verify' takes as"
                + " long as it takes, and from and to leave out bodies");
      }
      throw e;
    } finally {
      permits.release();
    }
  }
}

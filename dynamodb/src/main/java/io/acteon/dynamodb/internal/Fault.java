package io.acteon.dynamodb.internal;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What the failure of one attempt means. */
enum Fault {
  /** A definite answer: no effect, and sending again would answer the same. */
  REFUSED,
  /** No effect; sending again may help: throttling, a conflict, a connection never made. */
  NOT_APPLIED,
  /** It may have been applied, or may be yet: a timeout, a broken connection, a 5xx. */
  OPEN,
  /** No effect, and sending again is useless: invalid, forbidden, no such table. */
  REJECTED;

  private static final Set<String> RETRYABLE =
      Set.of(
          "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "TransactionConflictException",
          "TransactionInProgressException",
          "LimitExceededException",
          // The SDK adjusts its signing clock on these, so the next attempt is signed right.
          "RequestTimeTooSkewed",
          "RequestExpired");

  /** Reasons of a cancelled transaction that say "try again" rather than "no". */
  private static final Set<String> TRANSIENT_CANCELLATIONS =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  /**
   * Classifies a failure.
   *
   * @param transmitted whether the attempt reached the HTTP client
   */
  static Fault of(SdkException failure, boolean transmitted) {
    return switch (failure) {
      case ConditionalCheckFailedException _ -> REFUSED;
      case TransactionCanceledException cancelled -> of(cancelled);
      case AwsServiceException service -> of(service);
      default -> !transmitted ? unsent(failure) : isConnectFailure(failure) ? NOT_APPLIED : OPEN;
    };
  }

  private static Fault of(TransactionCanceledException cancelled) {
    return cancelled.hasCancellationReasons()
            && cancelled.cancellationReasons().stream()
                .allMatch(reason -> TRANSIENT_CANCELLATIONS.contains(String.valueOf(reason.code())))
        ? NOT_APPLIED
        : REFUSED;
  }

  private static Fault of(AwsServiceException service) {
    if (service.statusCode() >= 500) {
      return OPEN;
    }
    String code = service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorCode();
    if (code.equals("ReplicatedWriteConflictException")) {
      return OPEN; // Another region is writing the item; AWS does not say that ours is void.
    }
    return RETRYABLE.contains(code) || service.statusCode() == 429 || isOutOfTime(code, service)
        ? NOT_APPLIED
        : REJECTED;
  }

  /**
   * One name for two faults: of the signing clock, which the SDK adjusts, and of the secret key.
   */
  private static boolean isOutOfTime(String code, AwsServiceException service) {
    String message = String.valueOf(service.awsErrorDetails().errorMessage());
    return code.equals("InvalidSignatureException")
        && (message.startsWith("Signature expired")
            || message.startsWith("Signature not yet current"));
  }

  /** Nothing was sent: no credentials, a closed client, or the time was up while signing. */
  private static Fault unsent(SdkException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("credentials") || message.contains("region") ? REJECTED : NOT_APPLIED;
  }

  private static boolean isConnectFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}

package io.acteon.dynamodb.internal;

import io.acteon.store.StoreException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in one sentence what failed, where, and what to do.
 *
 * @param place the endpoint and region, as a person would name them
 */
record FaultText(String place) {

  StoreException deadline(String table, String action, int attempts, @Nullable SdkException last) {
    if (last == null) {
      return new StoreException.Unavailable(
          action + " on table " + table + " was not sent: its deadline had passed");
    }
    return new StoreException.Unavailable(
        "%s on table %s at %s had no answer by its deadline, after %d attempt(s); the last: %s"
            .formatted(action, table, place, attempts, last.getMessage()),
        last);
  }

  StoreException busy(String table, String action) {
    return new StoreException.Unavailable(
        action
            + " on table "
            + table
            + " was not sent: all connections were busy; raise max_connections or the deadline");
  }

  StoreException interrupted(String table, String action) {
    return new StoreException.Unavailable(
        action + " on table " + table + " was not sent: the thread was interrupted");
  }

  StoreException interrupted(String table, String action, SdkException last) {
    return new StoreException.Unavailable(
        action + " on table " + table + " was interrupted: " + last.getMessage(), last);
  }

  StoreException rejected(String table, String action, SdkException failure) {
    return new StoreException.Rejected(
        "%s on table %s at %s is rejected: %s"
            .formatted(action, table, place, reason(action, failure)),
        failure);
  }

  private static String reason(String action, SdkException failure) {
    String code =
        failure instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? service.awsErrorDetails().errorCode()
            : "";
    return switch (code) {
      case "AccessDeniedException", "AccessDenied" ->
          "the credentials lack dynamodb:"
              + action
              + " on it (deploy/iam-runtime.json has what is needed): "
              + failure.getMessage();
      case "ResourceNotFoundException" ->
          "there is no such table or index; create it with 'acteon migrate' or"
              + " deploy/cloudformation.yaml, and check region and table_name (DynamoDB Local"
              + " without -sharedDb keeps one database per access key and region): "
              + failure.getMessage();
      case "UnrecognizedClientException",
          "ExpiredTokenException",
          "MissingAuthenticationTokenException",
          "InvalidSignatureException",
          "IncompleteSignatureException" ->
          "the credentials are not valid there: " + failure.getMessage();
      case "" -> "no request could be sent: " + failure.getMessage();
      default -> code + ": " + failure.getMessage();
    };
  }
}

package io.acteon.dynamodb.internal;

import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends one request until it is answered, refused, rejected, or the deadline comes; the SDK's own
 * retries are off, because what an answer means depends on whether an earlier attempt is open.
 * Requests in flight are bounded. Thread-safe.
 */
public final class Attempts {
  /** An attempt with less than this ahead of it would only make its own fate unknown. */
  private static final Duration LEAST_ATTEMPT = Duration.ofMillis(5);

  private final Backoff backoff;
  private final Semaphore connections;
  private final Duration attemptTimeout;
  private final FaultText text;

  Attempts(Backoff backoff, int maxConnections, Duration attemptTimeout, FaultText text) {
    this.backoff = backoff;
    this.connections = new Semaphore(maxConnections);
    this.attemptTimeout = attemptTimeout;
    this.text = text;
  }

  /**
   * Sends.
   *
   * @param action DynamoDB's name of the request, such as {@code UpdateItem}
   * @param send performs one attempt with the given override; the request itself never changes
   */
  public <R> Reply<R> send(
      String action,
      Function<AwsRequestOverrideConfiguration, R> send,
      Deadline deadline,
      CallMeter meter) {
    boolean open = false;
    @Nullable SdkException last = null;
    for (int attempt = 1; ; attempt++) {
      Duration left = deadline.remaining();
      if (left.compareTo(LEAST_ATTEMPT) < 0) {
        return lost(text.deadline(meter.table(), action, attempt - 1, last), open);
      }
      if (!enter(left)) {
        return lost(
            Thread.currentThread().isInterrupted()
                ? text.interrupted(meter.table(), action)
                : text.busy(meter.table(), action),
            open);
      }
      Transmission transmission = new Transmission();
      try {
        R response = send.apply(limits(left, transmission));
        return new Reply.Answered<>(response, open);
      } catch (SdkException failure) {
        last = failure;
      } catch (RuntimeException failure) {
        // HTTP clients throw these once they are closed, and when a timeout of the SDK's interrupts
        // the reading of an answer: the request may have landed.
        last = SdkClientException.create(failure.toString(), failure);
      } finally {
        connections.release();
        if (transmission.wasSent()) {
          meter.sent(attempt > 1);
        }
      }
      switch (Fault.of(last, transmission.wasSent())) {
        case REFUSED -> {
          return new Reply.Refused<>((AwsServiceException) last, open);
        }
        case REJECTED -> {
          return lost(text.rejected(meter.table(), action, last), open);
        }
        case OPEN -> open = true;
        case NOT_APPLIED -> {}
      }
      if (!pause(backoff.after(attempt), deadline)) {
        return lost(text.interrupted(meter.table(), action, last), open);
      }
    }
  }

  /**
   * Sends a request without effect.
   *
   * @throws StoreException when there is no answer
   */
  public <R> R read(
      String action,
      Function<AwsRequestOverrideConfiguration, R> send,
      Deadline deadline,
      CallMeter meter) {
    return switch (send(action, send, deadline, meter)) {
      case Reply.Answered<R>(R response, boolean _) -> response;
      case Reply.Refused<R>(AwsServiceException refusal, boolean _) ->
          throw text.rejected(meter.table(), action, refusal);
      case Reply.Lost<R>(StoreException fault, boolean _) -> throw fault;
    };
  }

  private static <R> Reply<R> lost(StoreException fault, boolean open) {
    return new Reply.Lost<>(fault, open);
  }

  /** Without the SDK's retries a call is one attempt, and one timer bounds both. */
  private AwsRequestOverrideConfiguration limits(Duration left, Transmission transmission) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(left.compareTo(attemptTimeout) < 0 ? left : attemptTimeout)
        .putExecutionAttribute(Transmission.ATTRIBUTE, transmission)
        .build();
  }

  private boolean enter(Duration left) {
    try {
      return connections.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits, but not past the deadline; false when interrupted. */
  private static boolean pause(Duration wait, Deadline deadline) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    try {
      deadline.pause(wait);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

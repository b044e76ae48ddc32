package io.acteon.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An SDK HTTP client that disturbs requests as a {@link FaultPlan} says and counts them in a {@link
 * RequestLog}. Late deliveries happen after a number of later requests, not after a time, so that
 * no test sleeps. Thread-safe.
 */
public final class DisturbedHttpClient implements SdkHttpClient {
  private static final int MAX_REQUESTS_LATE = 12;

  private final SdkHttpClient next;
  private final FaultPlan plan;
  private final RequestLog log;
  private final Random random;
  private final Deque<Late> late = new ArrayDeque<>();

  /** A request to be delivered when {@code after} more requests have passed. */
  private record Late(HttpExecuteRequest request, int after) {}

  public DisturbedHttpClient(SdkHttpClient next, FaultPlan plan, RequestLog log, long seed) {
    this.next = next;
    this.plan = plan;
    this.log = log;
    this.random = new Random(seed);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Disturbed(request);
  }

  /** Delivers every request that is still on its way. */
  public void deliverAll() {
    List<Late> due;
    synchronized (late) {
      due = new ArrayList<>(late);
      late.clear();
    }
    due.forEach(this::deliver);
  }

  @Override
  public void close() {
    next.close();
  }

  @Override
  public String clientName() {
    return "disturbed-" + next.clientName();
  }

  private void deliverLate(HttpExecuteRequest request) {
    synchronized (late) {
      late.add(new Late(request, 1 + random.nextInt(MAX_REQUESTS_LATE)));
    }
  }

  private void oneMorePassed() {
    var due = new ArrayList<Late>();
    synchronized (late) {
      var waiting = new ArrayList<Late>(late);
      late.clear();
      for (Late one : waiting) {
        if (one.after() <= 1) {
          due.add(one);
        } else {
          late.add(new Late(one.request(), one.after() - 1));
        }
      }
    }
    due.forEach(this::deliver);
  }

  private void deliver(Late one) {
    try {
      discard(next.prepareRequest(one.request()).call());
      log.count(operation(one.request()), Fault.DELIVERED_LATE);
    } catch (IOException e) {
      // The late copy was lost as well; to the caller that makes no difference.
      log.count(operation(one.request()), Fault.CUT_BEFORE);
    }
  }

  private static String operation(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("?");
    return target.substring(target.indexOf('.') + 1);
  }

  private static void discard(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** One request of the SDK. Used by one thread. */
  private final class Disturbed implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private final ExecutableHttpRequest executable;

    private Disturbed(HttpExecuteRequest request) {
      this.request = request;
      this.executable = next.prepareRequest(request);
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      oneMorePassed();
      Fault fault = plan.next(operation(request));
      log.count(operation(request), fault);
      return switch (fault) {
        case NONE -> executable.call();
        case CUT_BEFORE -> throw new IOException("connection reset (request cut, injected)");
        case LOST_ANSWER -> {
          discard(executable.call());
          throw new IOException("connection reset (answer lost, injected)");
        }
        case ERROR_AFTER_COMMIT -> {
          discard(executable.call());
          yield Answers.internalError();
        }
        case ERROR_BEFORE -> Answers.internalError();
        case DELIVERED_LATE -> {
          deliverLate(request);
          throw new IOException("timed out (delivered late, injected)");
        }
        case DELIVERED_TWICE -> {
          HttpExecuteResponse answer = executable.call();
          if (answer.httpResponse().isSuccessful()) {
            deliverLate(request);
          }
          yield answer;
        }
        case THROTTLED -> Answers.throttled();
      };
    }

    @Override
    public void abort() {
      executable.abort();
    }
  }
}

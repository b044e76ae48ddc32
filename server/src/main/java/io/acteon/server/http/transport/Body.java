package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The body of one request of the web server. Confined to one thread. */
final class Body {
  /** What a client may still send of a refused body before the connection closes on it. */
  private static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

  private static final Duration MAX_DISCARDING = Duration.ofSeconds(2);

  private final ServerRequest request;
  private final BodyBudget.Share share;
  private @Nullable InputStream stream;
  private boolean broken;
  private boolean untouched = true;

  Body(ServerRequest request, BodyBudget.Share share) {
    this.request = request;
    this.share = share;
  }

  /**
   * Whether what follows on the connection is not a request, because reading has failed, or because
   * nobody has read a body that is too large for the web server to skip.
   */
  boolean isInTheWay() {
    return broken || (untouched && request.content().hasEntity() && !share.fits(announced()));
  }

  /** The web server hands its stream out once. */
  private InputStream stream() {
    InputStream opened = stream == null ? request.content().inputStream() : stream;
    stream = opened;
    return opened;
  }

  private long announced() {
    return request.headers().contentLength().orElse(-1);
  }

  byte[] read(Deadline deadline) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    untouched = false;
    broken = true;
    byte[] bytes = readAll(deadline);
    broken = false;
    return bytes;
  }

  private byte[] readAll(Deadline deadline) {
    try {
      return share.read(stream(), announced(), deadline);
    } catch (ApiException e) {
      throw e;
    } catch (RequestException e) {
      throw e.status().code() == ErrorCode.PAYLOAD_TOO_LARGE.status()
          ? share.tooLarge()
          : wrongFrame();
    } catch (IllegalArgumentException e) {
      throw wrongFrame();
    } catch (IOException | RuntimeException e) {
      if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
        throw new ApiException(ErrorCode.REQUEST_TIMEOUT, BodyBudget.TOO_SLOW);
      }
      throw new CloseConnectionException("the client went away while it sent the body", e);
    }
  }

  private static ApiException wrongFrame() {
    return new ApiException(ErrorCode.INVALID_REQUEST, "the body's chunks are not as HTTP demands");
  }

  /**
   * Reads on for a while without looking: a connection that is closed on unread bytes is reset, and
   * the client may then never see why it was refused.
   */
  void discardRest(TimeSource time) {
    Deadline patience = Deadline.in(MAX_DISCARDING, time);
    byte[] buffer = new byte[16 * 1024];
    long discarded = 0;
    try {
      InputStream in = stream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        discarded += n;
        if (discarded > MAX_DISCARDED_BYTES || patience.hasPassed()) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      // The client stopped sending, which is all that was waited for.
    }
  }
}

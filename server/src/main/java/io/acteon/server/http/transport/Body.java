package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.time.Deadline;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** The body of one request of the web server. Confined to one thread. */
record Body(ServerRequest request, BodyBudget.Share share) {

  byte[] read(Deadline deadline) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    long announced = request.headers().contentLength().orElse(-1);
    try (InputStream in = request.content().inputStream()) {
      return share.read(in, announced, deadline);
    } catch (ApiException | RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (e.getCause() instanceof SocketTimeoutException || e instanceof SocketTimeoutException) {
        throw new ApiException(
            ErrorCode.REQUEST_TIMEOUT, "the body did not arrive within the request's time");
      }
      throw new CloseConnectionException("the client went away while it sent the body", e);
    }
  }
}

package io.acteon.server.http.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.acteon.json.JsonText;
import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ErrorCode;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Takes connections whose first line is neither HTTP/1.1 nor HTTP/2, which Helidon would close
 * without a word (or, for a line without an end, wait on), and says what is wrong. Stateless.
 */
final class UnknownProtocol implements ServerConnectionSelector {
  private static final int MAX_LINE = 16 * 1024;

  @Override
  public int bytesToIdentifyConnection() {
    return 0; // As many as there are: a line has no fixed length.
  }

  @Override
  public Support supports(BufferData data) {
    int end = data.indexOf((byte) '\n');
    if (end < 0) {
      return data.available() > MAX_LINE ? Support.SUPPORTED : Support.UNKNOWN;
    }
    String line = data.readString(end, ISO_8859_1);
    return line.endsWith(" HTTP/1.1\r") || line.startsWith("PRI * HTTP/2.0")
        ? Support.UNSUPPORTED
        : Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Refusal(context);
  }

  /** One answer and the end. */
  private record Refusal(ConnectionContext context) implements ServerConnection {
    @Override
    public void handle(Limit limit) {
      int arrived = Math.min(MAX_LINE, context.dataReader().available());
      String line = context.dataReader().readAsciiString(arrived).lines().findFirst().orElse("");
      ApiError error =
          line.matches("\\S+ \\S+ HTTP/\\d(\\.\\d)?")
              ? new ApiError(
                  ErrorCode.HTTP_VERSION_NOT_SUPPORTED, "the server speaks HTTP/1.1 and HTTP/2")
              : new ApiError(ErrorCode.INVALID_REQUEST, "the request line is not HTTP");
      byte[] body = JsonText.bytes(error.body());
      String head =
          "HTTP/1.1 "
              + error.status()
              + " \r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      context
          .dataWriter()
          .writeNow(BufferData.create(head.getBytes(ISO_8859_1)), BufferData.create(body));
    }

    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      // The answer is one write; there is nothing to end early.
    }
  }
}

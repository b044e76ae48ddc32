package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * The memory that request bodies may take together, so that many large ones at once are refused and
 * do not end the process. Thread-safe.
 */
final class BodyBudget {
  static final String TOO_SLOW = "the body did not arrive within the request's time";

  /** Bodies are accounted in pieces of this size, so that a semaphore's int reaches far. */
  private static final int PIECE = 16 * 1024;

  private final int maxBodyBytes;
  private final Semaphore pieces;

  BodyBudget(int maxBodyBytes, long maxBodiesBytes) {
    this.maxBodyBytes = maxBodyBytes;
    this.pieces = new Semaphore((int) Math.min(Integer.MAX_VALUE, maxBodiesBytes / PIECE + 1));
  }

  /** What one request holds of the budget. Confined to one thread. */
  final class Share implements AutoCloseable {
    private int held;

    /** Whether a body of that announced length is one that could have been read. */
    boolean fits(long announced) {
      return announced >= 0 && announced <= maxBodyBytes;
    }

    byte[] read(InputStream in, long announced, Deadline deadline) throws IOException {
      if (announced > maxBodyBytes) {
        throw tooLarge();
      }
      var bytes = new ByteArrayOutputStream(Math.clamp(announced, 0, PIECE));
      byte[] buffer = new byte[announced < 0 ? PIECE : Math.clamp(announced, 1, PIECE)];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (bytes.size() > maxBodyBytes) {
          throw tooLarge();
        }
        hold(bytes.size() / PIECE + 1);
        if (deadline.hasPassed()) {
          throw new ApiException(ErrorCode.REQUEST_TIMEOUT, TOO_SLOW);
        }
      }
      return bytes.toByteArray();
    }

    private void hold(int wanted) {
      if (wanted > held) {
        if (!pieces.tryAcquire(wanted - held)) {
          throw new ApiException(
              ApiError.rateLimited("the server holds as many request bodies as it can bear", 1));
        }
        held = wanted;
      }
    }

    ApiException tooLarge() {
      return new ApiException(
          ErrorCode.PAYLOAD_TOO_LARGE, "the body is larger than " + maxBodyBytes + " bytes");
    }

    @Override
    public void close() {
      pieces.release(held);
      held = 0;
    }
  }
}

package io.acteon.dynamodb.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An answer's body that is read to its end before it is closed. The SDK closes one as soon as it
 * has read the last brace; the CRT client, which learns of the end a moment later on another
 * thread, then takes the answer for aborted and closes the connection instead of keeping it.
 */
final class WholeBody extends FilterInputStream {
  WholeBody(InputStream body) {
    super(body);
  }

  @Override
  public void close() throws IOException {
    try {
      if (in.read() >= 0) {
        var _ = in.transferTo(OutputStream.nullOutputStream());
      }
    } finally {
      super.close();
    }
  }
}

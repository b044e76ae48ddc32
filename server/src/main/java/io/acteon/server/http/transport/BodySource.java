package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiException;
import io.acteon.time.Deadline;

/** Where a request's body comes from. */
@FunctionalInterface
interface BodySource {

  /**
   * All of the body, within bounds of size and time.
   *
   * @throws ApiException when it is too large or too slow, or the server holds too much already
   */
  byte[] read(Deadline deadline);
}

package io.acteon.server.http.transport;

/** Answers the requests of one route. Thread-safe. */
@FunctionalInterface
public interface Handler {

  /**
   * The reply to {@code request}.
   *
   * @throws io.acteon.server.http.wire.ApiException to answer with an error
   */
  Reply handle(Request request) throws InterruptedException;
}

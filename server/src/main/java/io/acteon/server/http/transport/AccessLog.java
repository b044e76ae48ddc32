package io.acteon.server.http.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request: method, path, status, time. Never headers, queries or bodies: they
 * carry secrets. Thread-safe.
 */
record AccessLog(boolean enabled) {
  private static final Logger LOG = LoggerFactory.getLogger("io.acteon.access");

  void write(String method, String path, boolean vital, Reply reply, long nanos) {
    if (enabled && LOG.isInfoEnabled() && (!vital || reply.status() >= 400)) {
      LOG.info("{} {} {} {} us", method, path, reply.status(), nanos / 1000);
    }
  }
}

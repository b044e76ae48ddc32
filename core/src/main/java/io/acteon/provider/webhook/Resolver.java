package io.acteon.provider.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Thread-safe. */
interface Resolver {
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /**
   * The address that a literal is.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<InetAddress> literal(String host) {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url has '" + host + "' for a host, no valid address", e);
    }
  }
}

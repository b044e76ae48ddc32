package io.acteon.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries whether an address can be listened on, before anything expensive is opened. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Listens for a moment.
   *
   * @throws IllegalStateException when that cannot be, saying why and what to do
   */
  public static void check(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s; stop what listens there, or choose another: --port, or server.host and server.port"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }
}

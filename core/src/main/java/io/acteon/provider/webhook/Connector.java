package io.acteon.provider.webhook;

import io.acteon.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections to exactly the addresses that were checked. Thread-safe.
 *
 * <p>A name is resolved once per connection; every address it has is checked, and the connection is
 * made to one of those very addresses, with the name kept for TLS (SNI, certificate) and the {@code
 * Host} header. So there is no second resolution that could answer differently: no window for DNS
 * rebinding. The JDK's {@code HttpClient} resolves by itself, after any check of ours, and offers
 * no hook; a resolver of our own (JEP 418) would be in force for the whole JVM and stand behind a
 * cache that it does not fill alone.
 */
final class Connector {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Resolver resolver;
  private final SSLContext tls;

  Connector(Resolver resolver, SSLContext tls) {
    this.resolver = resolver;
    this.tls = tls;
  }

  /** The machine's DNS and the JDK's trusted certificates. */
  static Connector system() {
    try {
      return new Connector(Resolver.SYSTEM, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has a default SSLContext", e);
    }
  }

  /**
   * Opens a connection.
   *
   * @throws RefusedTargetException when the host has an address that must not be called
   */
  Connection open(Target target, boolean allowPrivate, Deadline deadline) throws IOException {
    List<InetAddress> addresses =
        target.isLiteral() ? Resolver.literal(target.host()) : resolver.resolve(target.host());
    Optional<String> refusal = AddressPolicy.refusal(target.host(), addresses, allowPrivate);
    if (refusal.isPresent()) {
      throw new RefusedTargetException(refusal.get());
    }
    SocketChannel channel = connect(addresses, target.port(), deadline.atMost(CONNECT));
    try {
      return target.secure()
          ? new Connection(channel, handshake(channel, target, deadline))
          : new Connection(channel, channel.socket());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel connect(List<InetAddress> addresses, int port, Deadline deadline)
      throws IOException {
    var failures = new ArrayList<IOException>();
    for (int i = 0; i < addresses.size(); i++) {
      Duration share = deadline.remaining().dividedBy(addresses.size() - i);
      try {
        return connect(new InetSocketAddress(addresses.get(i), port), share);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    IOException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  private static SocketChannel connect(InetSocketAddress address, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(address, Millis.of(timeout, "connecting"));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private SSLSocket handshake(SocketChannel channel, Target target, Deadline deadline)
      throws IOException {
    var socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(channel.socket(), target.host(), target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (!target.isLiteral()) {
      parameters.setServerNames(List.of(new SNIHostName(target.host())));
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(Millis.of(deadline.remaining(), "the TLS handshake"));
    socket.startHandshake();
    return socket;
  }

  /** Socket timeouts: whole milliseconds, of which 0 would mean for ever. */
  static final class Millis {
    private Millis() {}

    static int of(Duration time, String what) throws SocketTimeoutException {
      if (time.isZero()) {
        throw new SocketTimeoutException("no time is left for " + what);
      }
      return Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
    }
  }
}

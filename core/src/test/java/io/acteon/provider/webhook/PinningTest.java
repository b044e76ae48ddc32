package io.acteon.provider.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.model.Scope;
import io.acteon.provider.Delivery;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That the address which was checked is the one that is connected to, and the name still counts.
 */
class PinningTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("203.0.114.1");
  private static final Action ACTION =
      Action.builder("a-1", new Scope("n", "t"), "hook", "x", Instant.EPOCH).build();

  @Test
  void aNameThatResolvesToAPrivateAddressIsNotCalled() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}")) {
      String url = "http://hooks.example.com:" + receiver.port() + "/";
      var failed = (Delivery.Failed) send(url, false, _ -> List.of(LOOPBACK));

      assertThat(failed.code()).isEqualTo(FailureCode.CONFIGURATION);
      assertThat(failed.retryable()).isFalse();
      assertThat(failed.message()).contains("127.0.0.1", "allow_private_targets");
      assertThat(receiver.got).isEmpty();
    }
  }

  @Test
  void onePrivateAddressAmongPublicOnesIsEnoughToRefuse() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}")) {
      String url = "http://hooks.example.com:" + receiver.port() + "/";
      var failed = (Delivery.Failed) send(url, false, _ -> List.of(PUBLIC, LOOPBACK));

      assertThat(failed.code()).isEqualTo(FailureCode.CONFIGURATION);
      assertThat(receiver.got).isEmpty();
    }
  }

  @Test
  void aNameIsResolvedOncePerConnectionSoThatItCannotBeRebound() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}")) {
      var asked = new AtomicInteger();
      Resolver turning = _ -> asked.getAndIncrement() == 0 ? List.of(LOOPBACK) : List.of(PUBLIC);
      String url = "http://hooks.example.com:" + receiver.port() + "/";

      assertThat(send(url, true, turning)).isInstanceOf(Delivery.Delivered.class);
      assertThat(asked).hasValue(1);
      assertThat(receiver.got.getFirst().headers().getFirst("host"))
          .isEqualTo("hooks.example.com:" + receiver.port());
    }
  }

  @Test
  void theSecondAddressIsTriedWhenTheFirstRefuses() throws Exception {
    try (Receiver receiver = Receiver.answering(200, "{}")) {
      String url = "http://hooks.example.com:" + receiver.port() + "/";
      List<InetAddress> both = List.of(InetAddress.ofLiteral("127.0.0.9"), LOOPBACK);
      assertThat(send(url, true, _ -> both)).isInstanceOf(Delivery.Delivered.class);
    }
  }

  @Test
  void overTlsTheCertificateMustNameTheHostAndNotTheAddress(@TempDir Path dir) throws Exception {
    SSLContext tls = selfSigned(dir, "hooks.example.com");
    try (Receiver receiver = Receiver.secure(tls)) {
      var connector = new Connector(_ -> List.of(LOOPBACK), tls);
      String right = "https://hooks.example.com:" + receiver.port() + "/";
      String wrong = "https://other.example.com:" + receiver.port() + "/";

      assertThat(send(right, connector)).isInstanceOf(Delivery.Delivered.class);
      var refused = (Delivery.Failed) send(wrong, connector);
      assertThat(refused.code()).isEqualTo(FailureCode.CONNECTION);
      assertThat(refused.retryable()).isFalse();
      assertThat(refused.message()).contains("certificate");
      var untrusted =
          (Delivery.Failed)
              send(right, new Connector(_ -> List.of(LOOPBACK), SSLContext.getDefault()));
      assertThat(untrusted.retryable()).isFalse();
      assertThat(receiver.got).hasSize(1);
    }
  }

  @Test
  void overTlsAConnectionIsUsedAgain(@TempDir Path dir) throws Exception {
    SSLContext tls = selfSigned(dir, "hooks.example.com");
    try (Receiver receiver = Receiver.secure(tls);
        Webhook hook =
            new Webhook(
                "hook",
                settings("https://hooks.example.com:" + receiver.port() + "/", true),
                new Connector(_ -> List.of(LOOPBACK), tls),
                TimeSource.system())) {
      for (int i = 0; i < 3; i++) {
        assertThat(hook.send(ACTION, WebhookTest.in(5))).isInstanceOf(Delivery.Delivered.class);
      }
      assertThat(receiver.got).extracting(Receiver.Got::fromPort).hasSize(3);
      assertThat(receiver.got.get(2).fromPort()).isEqualTo(receiver.got.get(1).fromPort());
    }
  }

  private static Delivery send(String url, boolean allowPrivate, Resolver resolver)
      throws Exception {
    return send(url, allowPrivate, new Connector(resolver, SSLContext.getDefault()));
  }

  private static Delivery send(String url, Connector connector) throws InterruptedException {
    return send(url, true, connector);
  }

  private static Delivery send(String url, boolean allowPrivate, Connector connector)
      throws InterruptedException {
    try (var hook =
        new Webhook("hook", settings(url, allowPrivate), connector, TimeSource.system())) {
      return hook.send(ACTION, WebhookTest.in(5));
    }
  }

  private static WebhookSettings settings(String url, boolean allowPrivate) {
    return WebhookSettings.of("hook", Map.of("url", url, "allow_private_targets", allowPrivate));
  }

  /** A context that shows, and trusts, a fresh certificate for {@code host}. */
  private static SSLContext selfSigned(Path dir, String host) throws Exception {
    Path store = dir.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    run(
        keytool,
        "-genkeypair",
        "-alias",
        "k",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-validity",
        "2");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    char[] password = "changeit".toCharArray();
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, password);
    trusted.setCertificateEntry("k", keys.getCertificate("k"));
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}

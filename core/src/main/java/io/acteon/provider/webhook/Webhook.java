package io.acteon.provider.webhook;

import io.acteon.json.ActionJson;
import io.acteon.json.JsonText;
import io.acteon.model.Action;
import io.acteon.model.FailureCode;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Posts actions as JSON to one URL, one attempt per call. Follows no redirects and uses no proxy.
 * Thread-safe.
 *
 * <p>An interrupt closes the connection; writing has no timeout of its own, so the caller must
 * interrupt what overruns its deadline.
 */
final class Webhook implements Provider {
  private final String name;
  private final WebhookSettings settings;
  private final Connector connector;
  private final TimeSource time;
  private final IdleConnections idle;

  Webhook(String name, WebhookSettings settings, Connector connector, TimeSource time) {
    this.name = name;
    this.settings = settings;
    this.connector = connector;
    this.time = time;
    this.idle = new IdleConnections(time);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Delivery send(Action action, Deadline deadline) throws InterruptedException {
    Deadline bound = settings.timeout().map(deadline::atMost).orElse(deadline);
    byte[] body = JsonText.bytes(ActionJson.of(action));
    byte[] request = RequestBytes.of(settings, Signer.webhookId(action.id()), time.now(), body);
    try {
      return Replies.of(name, exchange(request, bound), time.now());
    } catch (IOException e) {
      if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
        Thread.interrupted();
        throw new InterruptedException("webhook '" + name + "' was interrupted");
      }
      return failed(e);
    }
  }

  private Response exchange(byte[] request, Deadline deadline) throws IOException {
    Optional<IdleConnections.Opened> kept = idle.take();
    IdleConnections.Opened opened =
        kept.isPresent()
            ? kept.get()
            : idle.opened(connector.open(settings.target(), settings.allowPrivate(), deadline));
    boolean reusable = false;
    try {
      opened.connection().write(request);
      Response response =
          new ResponseReader(opened.connection().input(deadline), settings.maxResponse()).read();
      reusable = response.reusable();
      return response;
    } finally {
      if (reusable) {
        idle.give(opened);
      } else {
        opened.connection().close();
      }
    }
  }

  private Delivery failed(IOException e) {
    String at = "webhook '" + name + "' (" + settings.target() + ") ";
    return switch (e) {
      case RefusedTargetException refused ->
          Delivery.failed(
              FailureCode.CONFIGURATION, at + "was not called: " + refused.getMessage());
      case SocketTimeoutException _ ->
          Delivery.failed(FailureCode.TIMEOUT, at + "did not answer in time: " + e.getMessage());
      case UnknownHostException _ ->
          Delivery.failed(FailureCode.CONNECTION, at + "has a host that DNS does not know");
      case BadResponseException bad ->
          Delivery.failed(
              FailureCode.EXECUTION_FAILED, at + "answered nonsense: " + bad.getMessage());
      case SSLException _ when isAboutTrust(e) ->
          // A retry a moment later meets the same certificate.
          new Delivery.Failed(
              FailureCode.CONNECTION,
              at + "has a certificate that is not trusted: " + e.getMessage(),
              false,
              Optional.empty());
      default -> Delivery.failed(FailureCode.CONNECTION, at + "broke off: " + e.getMessage());
    };
  }

  private static boolean isAboutTrust(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    idle.close();
  }
}

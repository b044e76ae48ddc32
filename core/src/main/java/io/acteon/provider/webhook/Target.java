package io.acteon.provider.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a webhook's URL. Immutable. Its text form leaves path and query out: they often hold
 * a token.
 *
 * @param host a name in ASCII or an address, without brackets or final dot
 * @param resource path and query, as they stand in the request line
 */
record Target(boolean secure, String host, int port, String resource) {

  static Target parse(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("url must begin with https:// (or http://)");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url must not hold a user or password; put an Authorization header into headers");
    }
    if (uri.getHost() == null || uri.getHost().contains("%")) {
      throw new IllegalArgumentException(
          "url has no valid host; international names must be given in their xn-- form");
    }
    boolean secure = scheme.equals("https");
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("url has the port " + port + "; it must be 1 to 65535");
    }
    return new Target(secure, bare(uri.getHost()), port, resource(uri));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Not the exception's message, which repeats the URL.
      throw new IllegalArgumentException(
          "url is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
  }

  private static String bare(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String resource(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    if (!whole.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException("url must be ASCII; encode other characters with %");
    }
    return whole;
  }

  /** Whether the name itself says that this machine is meant. */
  boolean isLocal() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("::1");
  }

  /** Why this must not be called, as far as it can be told without asking DNS. */
  Optional<String> refusal(boolean allowPrivate) {
    if (!allowPrivate && isLocal()) {
      return Optional.of(
          "'" + host + "' is this machine; set allow_private_targets = true if that is meant");
    }
    return isLiteral()
        ? AddressPolicy.refusal(host, Resolver.literal(host), allowPrivate)
        : Optional.empty();
  }

  boolean isLiteral() {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  /** As it stands in the {@code Host} header. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority();
  }
}

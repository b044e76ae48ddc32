package io.acteon.server.http.transport;

/**
 * A method and a path that are answered. Immutable.
 *
 * @param template segments in braces match any one segment: {@code /v1/rules/{name}/enabled}; a
 *     last segment {@code {name...}} matches all that remain
 * @param vital answered however busy the server is, and not written to the access log unless it
 *     fails
 */
public record Route(String method, String template, boolean vital, Handler handler) {

  public static Route get(String template, Handler handler) {
    return new Route("GET", template, false, handler);
  }

  public static Route post(String template, Handler handler) {
    return new Route("POST", template, false, handler);
  }

  public static Route put(String template, Handler handler) {
    return new Route("PUT", template, false, handler);
  }

  /** A route that watchers ask. */
  public static Route vital(String template, Handler handler) {
    return new Route("GET", template, true, handler);
  }
}

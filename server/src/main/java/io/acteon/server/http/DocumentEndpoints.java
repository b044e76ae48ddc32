package io.acteon.server.http;

import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The API's description and the page to read and try it with. Everything comes from the class path:
 * the page asks no other server. Thread-safe.
 */
final class DocumentEndpoints {
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String WEBJAR_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** The only files that are served, with their types. */
  private static final Map<String, String> LIBRARY =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
          "swagger-ui-standalone-preset.js", "text/javascript; charset=utf-8",
          "favicon-32x32.png", "image/png");

  List<Route> routes() {
    return List.of(
        Route.get("/api-doc/openapi.json", _ -> own("openapi.json", Reply.JSON)),
        Route.get("/swagger-ui", _ -> own("swagger-ui.html", "text/html; charset=utf-8")),
        Route.get("/swagger-ui/{file}", this::file));
  }

  private Reply file(Request request) {
    String file = request.parameter("file");
    if (file.equals("swagger-initializer.js")) {
      return own(file, "text/javascript; charset=utf-8");
    }
    String type = LIBRARY.get(file);
    if (type == null) {
      throw new ApiException(ErrorCode.NOT_FOUND, "there is nothing at /swagger-ui/" + file);
    }
    return Reply.bytes(
        type, Map.of("Cache-Control", "max-age=3600"), read(WEBJAR + version() + "/" + file));
  }

  private static Reply own(String file, String type) {
    return Reply.bytes(type, Map.of(), read("/io/acteon/server/http/" + file));
  }

  private static String version() {
    var properties = new Properties();
    try (InputStream in = open(WEBJAR_VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = DocumentEndpoints.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the class path lacks " + resource);
    }
    return in;
  }
}

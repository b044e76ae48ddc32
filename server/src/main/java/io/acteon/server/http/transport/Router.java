package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiError;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the route for a method and a path. Immutable. */
final class Router {
  private final List<Template> templates;

  Router(List<Route> routes) {
    var byTemplate = new TreeMap<String, Map<String, Route>>();
    for (Route route : routes) {
      Route other =
          byTemplate
              .computeIfAbsent(route.template(), _ -> new TreeMap<>())
              .put(route.method(), route);
      if (other != null) {
        throw new IllegalArgumentException(
            "two routes answer " + route.method() + " " + route.template());
      }
    }
    var all = new ArrayList<Template>();
    byTemplate.forEach((text, methods) -> all.add(new Template(PathText.split(text), methods)));
    all.sort((a, b) -> Integer.compare(a.openness(), b.openness()));
    this.templates = List.copyOf(all);
  }

  /** The route, or an error with the methods that would do. HEAD is answered as GET. */
  Match match(String method, List<String> path) {
    var allowed = new TreeSet<String>();
    for (Template template : templates) {
      Optional<Map<String, String>> parameters = template.match(path);
      if (parameters.isPresent()) {
        Route route = template.methods().get(method.equals("HEAD") ? "GET" : method);
        if (route != null) {
          return new Match(route, parameters.get());
        }
        allowed.addAll(template.methods().keySet());
      }
    }
    if (!allowed.isEmpty()) {
      String allow = String.join(", ", allowed) + (allowed.contains("GET") ? ", HEAD" : "");
      throw new ApiException(
          new ApiError(
                  ErrorCode.METHOD_NOT_ALLOWED, method + " is not answered here; " + allow + " is")
              .withHeader("Allow", allow));
    }
    throw new ApiException(
        ErrorCode.NOT_FOUND,
        "there is nothing at /"
            + String.join("/", path)
            + "; GET /api-doc/openapi.json lists what is");
  }

  record Match(Route route, Map<String, String> parameters) {}

  private record Template(List<String> segments, Map<String, Route> methods) {

    /** Templates without parameters are tried first. */
    int openness() {
      return (int) segments.stream().filter(s -> s.startsWith("{")).count()
          + (isOpenEnded() ? 100 : 0);
    }

    private boolean isOpenEnded() {
      return !segments.isEmpty() && segments.getLast().endsWith("...}");
    }

    Optional<Map<String, String>> match(List<String> path) {
      int fixed = isOpenEnded() ? segments.size() - 1 : segments.size();
      if (isOpenEnded() ? path.size() < fixed : path.size() != fixed) {
        return Optional.empty();
      }
      var parameters = new HashMap<String, String>();
      for (int i = 0; i < fixed; i++) {
        String segment = segments.get(i);
        if (segment.startsWith("{")) {
          parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
        } else if (!segment.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      if (isOpenEnded()) {
        String last = segments.getLast();
        parameters.put(
            last.substring(1, last.length() - 4),
            String.join("/", path.subList(fixed, path.size())));
      }
      return Optional.of(parameters);
    }
  }
}

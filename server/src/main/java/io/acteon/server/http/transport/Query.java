package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.Parameters;
import io.acteon.server.http.wire.Rfc3339;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a request, read parameter by parameter; a wrong value ends the request with 400 and
 * the parameter's name. Parameters nobody asks for are ignored; an empty value counts as absent.
 * Immutable.
 */
public final class Query implements Parameters {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The query in its raw text, without the question mark. */
  static Query parse(String raw) {
    var values = new HashMap<String, String>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name =
          PathText.decode(equals < 0 ? pair : pair.substring(0, equals), true, "the query");
      String value =
          equals < 0 ? "" : PathText.decode(pair.substring(equals + 1), true, "the query");
      if (!name.isEmpty() && values.put(name, value) != null) {
        throw invalid(name, "is given twice");
      }
    }
    return new Query(values);
  }

  @Override
  public Set<String> names() {
    return values.keySet();
  }

  @Override
  public String place(String name) {
    return "query parameter " + name;
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public boolean flag(String name) {
    return text(name)
        .map(value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw invalid(name, "is '" + value + "'; it must be true or false");
            })
        .orElse(false);
  }

  @Override
  public Optional<Integer> count(String name) {
    return text(name)
        .map(value -> {
          if (!value.matches("\\d{1,9}")) {
            throw invalid(name, "is '" + value + "'; it must be a whole number");
          }
          return Integer.parseInt(value);
        });
  }

  @Override
  public Optional<Instant> time(String name) {
    return text(name)
        .map(value ->
            Rfc3339.parse(value)
                .orElseThrow(() ->
                    invalid(
                        name,
                        "is '"
                            + value
                            + "'; it must be an RFC 3339 time such as"
                            + " 2026-01-31T12:00:00Z (encode a plus sign as %2B)")));
  }

  private static ApiException invalid(String name, String what) {
    return new ApiException(ErrorCode.INVALID_QUERY, "query parameter " + name + " " + what);
  }
}

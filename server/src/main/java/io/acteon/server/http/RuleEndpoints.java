package io.acteon.server.http;

import io.acteon.engine.Gateway;
import io.acteon.model.Action;
import io.acteon.model.Json;
import io.acteon.rules.Rule;
import io.acteon.rules.TraceOptions;
import io.acteon.rules.yaml.RuleLoadException;
import io.acteon.rules.yaml.RuleProblem;
import io.acteon.server.http.transport.Reply;
import io.acteon.server.http.transport.Request;
import io.acteon.server.http.transport.Route;
import io.acteon.server.http.wire.ActionLimits;
import io.acteon.server.http.wire.ActionReader;
import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import io.acteon.server.http.wire.JsonFields;
import io.acteon.server.http.wire.JsonPointer;
import io.acteon.server.http.wire.TextLimit;
import io.acteon.time.TimeSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows, reloads, switches and tries the rules. Thread-safe. */
final class RuleEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(RuleEndpoints.class);
  private static final TextLimit DIRECTORY = new TextLimit(1, 4096, true);

  private final Gateway gateway;
  private final Optional<RuleSource> source;
  private final ActionReader reader;
  private final TimeSource time;

  RuleEndpoints(ApiDependencies api) {
    this.gateway = api.gateway();
    this.source = api.rules();
    this.reader = new ActionReader(api.ids(), api.time());
    this.time = api.time();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/rules", this::list),
        Route.post("/v1/rules/reload", this::reload),
        Route.put("/v1/rules/{name}/enabled", this::enable),
        Route.post("/v1/rules/evaluate", this::evaluate));
  }

  private Reply list(Request request) {
    return Reply.ok(
        Json.array(
            gateway.rules().current().rules().stream().map(RuleEndpoints::summary).toList()));
  }

  private static Json summary(Rule rule) {
    return Json.object(
        Json.field("name", rule.name()),
        Json.field("priority", rule.priority()),
        Json.field("enabled", rule.enabled()),
        Json.field("description", Json.ofNullable(rule.description())));
  }

  /** All or nothing: rules that cannot be loaded leave those in force untouched. */
  private Reply reload(Request request) {
    RuleSource from =
        source.orElseThrow(() ->
            new ApiException(
                ErrorCode.INVALID_REQUEST,
                "no rules directory is configured; set [rules] directory"));
    request.optionalJson().ifPresent(body -> checkDirectory(body, from));
    int loaded;
    try {
      loaded = from.reload().getAsInt();
    } catch (RuleLoadException e) {
      throw new ApiException(
          ErrorCode.INVALID_RULES,
          e.problems().stream()
              .map(RuleProblem::toString)
              .collect(Collectors.joining("; ", "the rules in force stay: ", "")));
    }
    return Reply.ok(
        Json.object(
            Json.field("directory", from.directory().toString()),
            Json.field("errors", Json.array(List.of())),
            Json.field("loaded", loaded),
            Json.field("reloaded", loaded)));
  }

  /** It may be named by its path, or as it is written in the configuration file. */
  private static void checkDirectory(Json body, RuleSource configured) {
    JsonFields fields = JsonFields.of(body, JsonPointer.root());
    fields
        .optionalText("directory", DIRECTORY)
        .filter(named -> !named.equals(configured.asWritten()))
        .filter(named -> !normal(Path.of(named)).equals(normal(configured.directory())))
        .ifPresent(named -> {
          throw new ApiException(
              ErrorCode.INVALID_REQUEST,
              fields.at("directory")
                  + " is not the configured rules directory, which is "
                  + configured.directory());
        });
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** In this process only, as the answer's {@code scope} says. */
  private Reply enable(Request request) {
    String name = request.parameter("name");
    boolean enabled = JsonFields.of(request.json(), JsonPointer.root()).flag("enabled");
    if (!gateway.rules().setEnabled(name, enabled)) {
      throw new ApiException(ErrorCode.NOT_FOUND, "rule not found: " + name);
    }
    LOG.info("rule '{}' is now {} in this process", name, enabled ? "enabled" : "disabled");
    return Reply.ok(
        Json.object(
            Json.field("enabled", enabled),
            Json.field("name", name),
            Json.field("scope", "process"),
            Json.field("status", enabled ? "enabled" : "disabled")));
  }

  private Reply evaluate(Request request) {
    JsonFields fields = JsonFields.of(request.json(), JsonPointer.root());
    Optional<Instant> at = fields.optionalTime("evaluate_at");
    Action action = reader.readTrial(fields, at.orElseGet(time::now));
    var options =
        new TraceOptions(
            fields.flag("include_disabled", false),
            fields.flag("evaluate_all", false),
            at,
            fields.texts("mock_state", ActionLimits.MOCK_STATE));
    return Reply.ok(gateway.explain(action, options, request.deadline()).toJson());
  }
}

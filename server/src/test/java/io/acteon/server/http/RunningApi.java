package io.acteon.server.http;

import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.engine.ExecutorSettings;
import io.acteon.engine.Gateway;
import io.acteon.engine.Providers;
import io.acteon.engine.RuleBook;
import io.acteon.engine.Trail;
import io.acteon.json.JsonText;
import io.acteon.memory.MemoryAuditBackend;
import io.acteon.memory.MemoryStateBackend;
import io.acteon.model.Json;
import io.acteon.provider.Provider;
import io.acteon.provider.inbox.Inbox;
import io.acteon.rules.RuleSet;
import io.acteon.rules.yaml.RuleFiles;
import io.acteon.server.metrics.GatewayMetrics;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Settings;
import io.acteon.time.TimeSource;
import io.acteon.time.UuidV7;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A gateway on the memory backends behind a server on a free port, and a client of it. */
final class RunningApi implements AutoCloseable {
  private static final ZoneId UTC = ZoneId.of("UTC");

  final Inbox inbox = new Inbox("inbox", TimeSource.system());
  final Gateway gateway;
  final HttpServer server;
  final Optional<AuditStore> audit;
  private final StateStore state;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningApi(Setup setup) {
    TimeSource time = TimeSource.system();
    var ids = new UuidV7(time);
    var metrics = new GatewayMetrics();
    var environment = new Environment(time, ids, metrics);
    this.state =
        setup.state.apply(
            new MemoryStateBackend().open(new Settings(List.of(), Map.of()), environment));
    var backend = new MemoryAuditBackend();
    this.audit =
        setup.audited
            ? Optional.of(
                backend.open(
                    new Settings(backend.settings(), setup.auditSettings),
                    setup.auditMode,
                    environment))
            : Optional.empty();
    var providers = new ArrayList<Provider>(setup.providers);
    providers.add(inbox);
    this.gateway =
        new Gateway(
            new Gateway.Parts(
                new RuleBook(setup.loaded()),
                new Providers(providers),
                state,
                audit.map(Trail::to).map(setup.trail),
                ExecutorSettings.DEFAULT,
                time,
                ids,
                metrics));
    this.server =
        HttpServer.start(
            setup.settings,
            new ApiDependencies(
                gateway,
                setup.ruleDirectory.map(
                    directory -> new RuleSource(directory, "./rules", () -> reload(directory))),
                state,
                audit,
                "none",
                metrics,
                () -> Json.object(Json.field("server", Json.EMPTY)),
                time,
                ids));
  }

  private int reload(Path directory) {
    RuleSet rules = RuleFiles.load(directory, UTC);
    gateway.rules().replace(rules);
    return rules.rules().size();
  }

  static Setup with() {
    return new Setup();
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path, body));
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    return new Answer(client.send(request, BodyHandlers.ofString()));
  }

  HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    gateway.close();
    audit.ifPresent(AuditStore::close);
    state.close();
    client.close();
  }

  /** What came back. */
  record Answer(int status, String body, HttpResponse<String> response) {
    Answer(HttpResponse<String> response) {
      this(response.statusCode(), response.body(), response);
    }

    Json json() {
      return JsonText.parse(body);
    }

    /** The value at a path of keys and indices separated by slashes. */
    Json at(String path) {
      Json value = json();
      for (String step : path.split("/", -1)) {
        value =
            switch (value) {
              case Json.Obj object -> object.field(step).orElseThrow(() -> missing(path));
              case Json.Arr(List<Json> items) -> items.get(Integer.parseInt(step));
              default -> throw missing(path);
            };
      }
      return value;
    }

    private AssertionError missing(String path) {
      return new AssertionError("no " + path + " in " + body);
    }
  }

  /** What a test wants of the gateway. Not thread-safe. */
  static final class Setup {
    private final List<Provider> providers = new ArrayList<>();
    private HttpSettings settings = settings(5000, Duration.ofSeconds(60));
    private String rules = "rules: []";
    private Optional<Path> ruleDirectory = Optional.empty();
    private boolean audited = true;
    private AuditMode auditMode = AuditMode.PLAIN;
    private Map<String, String> auditSettings = Map.of();
    private UnaryOperator<Trail> trail = UnaryOperator.identity();
    private UnaryOperator<StateStore> state = UnaryOperator.identity();

    Setup provider(Provider provider) {
      providers.add(provider);
      return this;
    }

    Setup rules(String yaml) {
      rules = yaml;
      return this;
    }

    Setup ruleDirectory(Path directory) {
      ruleDirectory = Optional.of(directory);
      return this;
    }

    Setup unaudited() {
      audited = false;
      return this;
    }

    /** Intents before sends; the memory trail has no chain. */
    Setup synchronousAudit() {
      auditMode = new AuditMode(true, false, false);
      return this;
    }

    Setup auditSettings(Map<String, String> settings) {
      auditSettings = settings;
      return this;
    }

    Setup trail(UnaryOperator<Trail> changed) {
      trail = changed;
      return this;
    }

    Setup state(UnaryOperator<StateStore> wrapped) {
      state = wrapped;
      return this;
    }

    Setup limits(int maxConcurrentDispatch, Duration requestTimeout) {
      settings = settings(maxConcurrentDispatch, requestTimeout);
      return this;
    }

    private static HttpSettings settings(int maxConcurrentDispatch, Duration requestTimeout) {
      return new HttpSettings(
          "127.0.0.1",
          0,
          List.of(),
          HttpSettings.DEFAULT_MAX_BODY_BYTES,
          requestTimeout,
          maxConcurrentDispatch,
          Duration.ZERO,
          false);
    }

    private RuleSet loaded() {
      return ruleDirectory
          .map(directory -> RuleFiles.load(directory, UTC))
          .orElseGet(() -> RuleFiles.loadText("rules.yaml", rules, UTC));
    }

    RunningApi start() {
      return new RunningApi(this);
    }
  }
}

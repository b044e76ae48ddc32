package io.acteon.server.config;

import io.acteon.audit.AuditBackend;
import io.acteon.audit.AuditMode;
import io.acteon.audit.AuditStore;
import io.acteon.model.Action;
import io.acteon.provider.Delivery;
import io.acteon.provider.Provider;
import io.acteon.provider.ProviderSetting;
import io.acteon.provider.ProviderType;
import io.acteon.state.StateBackend;
import io.acteon.state.StateStore;
import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backends and provider types that are only ever named, so that tests own their keys. */
final class TestPlugins {
  private static final Setting PASSWORD =
      new Setting(
          "password", Setting.Type.TEXT, Optional.empty(), List.of(), true, "opens the door");

  static final Plugins PLUGINS =
      new Plugins(
          Map.of(
              "memory", new State("memory", List.of(Setting.integer("sweep", 60, "seconds"))),
              "dynamodb", new State("dynamodb", dynamo())),
          Map.of(
              "memory",
              new Audit("memory", List.of()),
              "dynamodb",
              new Audit("dynamodb", dynamo())),
          Map.of("log", new Type("log", List.of()), "webhook", new Type("webhook", webhook())));

  private TestPlugins() {}

  private static List<Setting> dynamo() {
    return List.of(
        Setting.text("url", "the endpoint"),
        Setting.text("table_name", "acteon", "the table"),
        Setting.word("client", "crt", List.of("crt", "apache5"), "the HTTP client"),
        Setting.bool("create", false, "creates the table"),
        PASSWORD);
  }

  private static List<ProviderSetting> webhook() {
    return List.of(
        new ProviderSetting("url", ProviderSetting.Shape.TEXT, false, "where to post"),
        new ProviderSetting("headers", ProviderSetting.Shape.TEXT_MAP, true, "sent along"));
  }

  private record State(String name, List<Setting> settings) implements StateBackend {
    @Override
    public StateStore open(Settings settings, Environment environment) {
      throw new UnsupportedOperationException("only named here");
    }

    @Override
    public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
      throw new UnsupportedOperationException("only named here");
    }
  }

  private record Audit(String name, List<Setting> settings) implements AuditBackend {
    @Override
    public boolean canChain() {
      return name.equals("dynamodb");
    }

    @Override
    public AuditStore open(Settings settings, AuditMode mode, Environment environment) {
      throw new UnsupportedOperationException("only named here");
    }

    @Override
    public AuditStore openForReading(Settings settings, AuditMode mode, Environment environment) {
      throw new UnsupportedOperationException("only named here");
    }

    @Override
    public List<String> migrate(Settings settings, Environment environment, Deadline deadline) {
      throw new UnsupportedOperationException("only named here");
    }
  }

  private record Type(String name, List<ProviderSetting> settings) implements ProviderType {
    @Override
    public Provider create(String name, Map<String, Object> values, Environment environment) {
      if (!settings.isEmpty() && !values.containsKey("url")) {
        throw new IllegalArgumentException("url is missing; write url = \"https://...\"");
      }
      return new Silent(name);
    }
  }

  private record Silent(String name) implements Provider {
    @Override
    public Delivery send(Action action, Deadline deadline) {
      throw new UnsupportedOperationException("only named here");
    }
  }
}

package io.acteon.server.config;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration in effect as {@code GET /admin/config} shows it: no secret, no URL, and the
 * sections of features that this server does not have as switched off.
 */
public final class ConfigSnapshot {
  private static final String SWITCHED_OFF =
      """
      {"auth":{"enabled":false,"config_path":null,"watch":false},
       "rate_limit":{"enabled":false,"config_path":null,"on_error":"allow"},
       "llm_guardrail":{"enabled":false,"endpoint":"","model":"","has_api_key":false,"policy":"",
         "policy_keys":[],"fail_open":false,"timeout_seconds":null,"temperature":null,
         "max_tokens":null},
       "embedding":{"enabled":false,"endpoint":"","model":"","has_api_key":false,
         "timeout_seconds":10,"fail_open":true,"topic_cache_capacity":0,"topic_cache_ttl_seconds":0,
         "text_cache_capacity":0,"text_cache_ttl_seconds":0},
       "circuit_breaker":{"enabled":false,"failure_threshold":5,"success_threshold":2,
         "recovery_timeout_seconds":60,"provider_overrides":[]},
       "background":{"enabled":false,"group_flush_interval_seconds":5,
         "timeout_check_interval_seconds":10,"cleanup_interval_seconds":60,
         "enable_group_flush":false,"enable_timeout_processing":false,"enable_approval_retry":false,
         "enable_scheduled_actions":false,"scheduled_check_interval_seconds":5,
         "enable_recurring_actions":false,"recurring_check_interval_seconds":60,
         "max_recurring_actions_per_tenant":100,"enable_retention_reaper":false,
         "retention_check_interval_seconds":3600,"enable_template_sync":false,
         "template_sync_interval_seconds":30,"enable_silence_sync":false,
         "silence_sync_interval_seconds":10,"enable_time_interval_sync":false,
         "time_interval_sync_interval_seconds":30,"enable_group_sync":false,
         "group_sync_interval_seconds":30},
       "telemetry":{"enabled":false,"endpoint":"http://localhost:4317","service_name":"acteon",
         "sample_ratio":1.0,"protocol":"grpc","timeout_seconds":10,"resource_attribute_keys":[]},
       "chains":{"max_concurrent_advances":16,"completed_chain_ttl_seconds":604800,
         "definitions":[]},
       "encryption":{"enabled":false},
       "wasm":{"enabled":false,"plugin_dir":null,"default_memory_limit_bytes":16777216,
         "default_timeout_ms":100}}
      """;

  private ConfigSnapshot() {}

  public static Json of(GatewayConfig config) {
    var snapshot = new LinkedHashMap<String, Json>();
    snapshot.put("server", server(config.server()));
    snapshot.put("ui", Json.object(Json.field("enabled", false), nothing("dist_path")));
    snapshot.put("state", state(config));
    snapshot.put("executor", executor(config.executor()));
    snapshot.put("rules", rules(config.rules()));
    snapshot.put("audit", audit(config));
    snapshot.putAll(((Json.Obj) JsonText.parse(SWITCHED_OFF)).fields());
    snapshot.put("compliance", compliance(config.compliance()));
    snapshot.put(
        "attachments",
        Json.object(
            Json.field("max_inline_bytes", 5_242_880),
            Json.field("max_attachments_per_action", 10)));
    snapshot.put(
        "providers",
        Json.array(config.providers().stream().map(ConfigSnapshot::provider).toList()));
    return new Json.Obj(snapshot);
  }

  private static Json server(GatewayConfig.Server server) {
    return Json.object(
        Json.field("host", server.host()),
        Json.field("port", server.port()),
        seconds("shutdown_timeout_seconds", server.shutdownTimeout()),
        text("external_url", server.externalUrl()),
        Json.field("max_sse_connections_per_tenant", server.maxSseConnectionsPerTenant()));
  }

  private static Json state(GatewayConfig config) {
    Effective effective = config.effective();
    return Json.object(
        Json.field("backend", config.state().backend().name()),
        Json.field("has_url", effective.text("state", "url").isPresent()),
        text("prefix", effective.text("state", "prefix")),
        text("region", effective.text("state", "region")),
        text("table_name", effective.text("state", "table_name")));
  }

  private static Json executor(GatewayConfig.Executor executor) {
    return Json.object(
        Json.field("max_retries", executor.maxRetries()),
        seconds("timeout_seconds", executor.timeout()),
        Json.field("max_concurrent", executor.maxConcurrent()),
        Json.field("dlq_enabled", executor.deadLetters()));
  }

  private static Json rules(GatewayConfig.Rules rules) {
    return Json.object(
        text("directory", rules.directoryAsWritten()),
        Json.field("default_timezone", rules.defaultTimezone().getId()));
  }

  private static Json audit(GatewayConfig config) {
    GatewayConfig.Audit audit = config.audit();
    GatewayConfig.Redact redact = audit.redact();
    return Json.object(
        Json.field("enabled", audit.enabled()),
        Json.field("backend", audit.backend().name()),
        Json.field("has_url", config.effective().text("audit", "url").isPresent()),
        Json.field("prefix", config.effective().text("audit", "prefix").orElse("")),
        audit.ttl().map(ttl -> seconds("ttl_seconds", ttl)).orElse(nothing("ttl_seconds")),
        seconds("cleanup_interval_seconds", audit.cleanupInterval()),
        Json.field("store_payload", audit.storePayload()),
        Json.field(
            "redact",
            Json.object(
                Json.field("enabled", redact.enabled()),
                Json.field("field_count", redact.fields().size()),
                Json.field("placeholder", redact.placeholder()))));
  }

  private static Json compliance(GatewayConfig.Compliance compliance) {
    return Json.object(
        Json.field("mode", compliance.modeName()),
        Json.field("sync_audit_writes", compliance.mode().synchronous()),
        Json.field("immutable_audit", compliance.mode().immutable()),
        Json.field("hash_chain", compliance.mode().hashChain()));
  }

  private static Json provider(ProviderTable provider) {
    Map<String, Object> values = provider.values();
    return Json.object(
        Json.field("name", provider.name()),
        Json.field("provider_type", provider.type().name()),
        nothing("url"),
        Json.field("header_count", values.get("headers") instanceof Map<?, ?> map ? map.size() : 0),
        Json.field("has_token", values.containsKey("token")),
        Json.field("has_auth_token", values.containsKey("auth_token")),
        Json.field("has_webhook_url", values.containsKey("webhook_url")),
        nothing("email_backend"),
        nothing("aws_region"));
  }

  private static Json.Field seconds(String name, Duration time) {
    return Json.field(name, time.toSeconds());
  }

  private static Json.Field text(String name, Optional<String> text) {
    return Json.field(name, Json.ofNullable(text));
  }

  private static Json.Field nothing(String name) {
    return Json.field(name, Json.NULL);
  }
}

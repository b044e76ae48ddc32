package io.acteon.provider.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A webhook's request as it goes over the wire. */
final class RequestBytes {
  private RequestBytes() {}

  static byte[] of(WebhookSettings settings, String webhookId, Instant now, byte[] body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("host", settings.target().authority());
    headers.put("user-agent", "acteon");
    headers.put("accept", "application/json");
    headers.put("content-type", "application/json");
    headers.putAll(settings.headers());
    headers.put("content-length", Integer.toString(body.length));
    headers.put("webhook-id", webhookId);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    settings
        .signer()
        .ifPresent(
            signer -> headers.put("webhook-signature", signer.signature(webhookId, now, body)));

    var head = new StringBuilder("POST " + settings.target().resource() + " HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    var out = new ByteArrayOutputStream(head.length() + 2 + body.length);
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }
}

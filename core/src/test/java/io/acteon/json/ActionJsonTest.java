package io.acteon.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.model.Action;
import io.acteon.model.Attachment;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionJsonTest {
  private static final Action ACTION =
      Action.builder(
              "a-1",
              new Scope("n", "t"),
              "email",
              "send",
              Instant.parse("2026-01-02T03:04:05.678Z"))
          .metadata(Map.of("k", "v"))
          .endsAt(Instant.EPOCH)
          .attachments(List.of(new Attachment("1", "n", "f.txt", "text/plain", "aGk=")))
          .signed("c2ln", "me", null)
          .build();

  @Test
  void optionalFieldsAreNullOrLeftOutAsClientsExpect() {
    assertThat(JsonText.print(ActionJson.of(ACTION)))
        .isEqualTo(
            "{\"action_type\":\"send\",\"attachments\":[{\"content_type\":\"text/plain\","
                + "\"data_base64\":\"aGk=\",\"filename\":\"f.txt\",\"id\":\"1\",\"name\":\"n\"}],"
                + "\"created_at\":\"2026-01-02T03:04:05.678Z\",\"dedup_key\":null,"
                + "\"ends_at\":\"1970-01-01T00:00:00Z\",\"fingerprint\":null,\"id\":\"a-1\","
                + "\"metadata\":{\"k\":\"v\"},\"namespace\":\"n\",\"payload\":{},"
                + "\"provider\":\"email\",\"signature\":\"c2ln\",\"signer_id\":\"me\","
                + "\"starts_at\":null,\"status\":null,\"template\":null,\"tenant\":\"t\","
                + "\"trace_context\":{}}");
  }

  @Test
  void aSignatureIsOverEverythingButItself() {
    assertThat(JsonText.parse(ActionJson.signedBytes(ACTION)))
        .isEqualTo(
            JsonText.parse(
                JsonText.bytes(
                    ActionJson.of(ACTION.toBuilder().signed(null, null, null).build()))));
  }

  @Test
  void keysAreSortedByCodePointAtEveryDepth() {
    Json value = JsonText.parse("{\"\ud83d\ude00\":1,\"\uff5e\":[{\"b\":1,\"a\":{}}],\"z\":2}");
    assertThat(JsonText.print(JsonKeys.sorted(value)))
        .isEqualTo("{\"z\":2,\"\uff5e\":[{\"a\":{},\"b\":1}],\"\ud83d\ude00\":1}");
  }
}

package io.acteon.server.http.wire;

import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Reads request bodies as JSON that the rest of the gateway can keep for ever: valid UTF-8, no
 * duplicate keys, no lone surrogates (canonical JSON cannot hold them), and no number beyond the
 * range of a double (it would be exact here and infinite in every other program).
 */
public final class JsonBody {
  /** Of {@link Double#MAX_VALUE}; also bounds the work of arithmetic on a decimal. */
  private static final int MAX_EXPONENT = 308;

  private JsonBody() {}

  /** The value in {@code body}; 400 with line and column when it is not one. */
  public static Json parse(byte[] body) {
    try {
      Json value =
          JsonText.parse(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
      check(value, JsonPointer.root());
      return value;
    } catch (CharacterCodingException e) {
      throw invalid("the body is not valid UTF-8");
    } catch (JsonSyntaxException e) {
      throw invalid("the body is not valid JSON: " + e.getMessage());
    }
  }

  private static void check(Json value, JsonPointer at) {
    switch (value) {
      case Json.Str(String text) -> {
        if (hasLoneSurrogate(text)) {
          throw invalid(at + " holds half a surrogate pair, which is not a Unicode character");
        }
      }
      case Json.Dec(BigDecimal number) -> {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
          throw invalid(at + " is a number beyond the range of a double (1e308)");
        }
      }
      case Json.Arr(List<Json> items) -> {
        int index = 0;
        for (Json item : items) {
          check(item, at.item(index++));
        }
      }
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach((name, field) -> {
            if (hasLoneSurrogate(name)) {
              throw invalid("a key in " + at + " holds half a surrogate pair");
            }
            check(field, at.field(name));
          });
      case Json.Null _, Json.Bool _, Json.Int _ -> {}
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static ApiException invalid(String message) {
    return new ApiException(ErrorCode.INVALID_JSON, message);
  }
}

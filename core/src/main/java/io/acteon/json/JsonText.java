package io.acteon.json;

import io.acteon.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON text (RFC 8259), compact, UTF-8. Duplicate keys and nesting deeper than 128
 * are refused. Thread-safe.
 */
public final class JsonText {
  /** Deeper than any payload we have seen; keeps recursion far from the end of a stack. */
  public static final int MAX_DEPTH = 128;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final Pattern SOURCE =
      Pattern.compile("\\s*\\(start marker at \\[Source:[^]]*]\\)");

  private JsonText() {}

  /**
   * The value that {@code text} holds.
   *
   * @throws JsonSyntaxException when it holds none, or anything after it
   */
  public static Json parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return whole(parser);
    } catch (JacksonException e) {
      throw syntax(e);
    }
  }

  /**
   * The value that UTF-8 {@code bytes} hold.
   *
   * @throws JsonSyntaxException when they hold none, or anything after it
   */
  public static Json parse(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      return whole(parser);
    } catch (JacksonException e) {
      throw syntax(e);
    }
  }

  public static String print(Json value) {
    var out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toString();
  }

  /** The text of {@code value} in UTF-8. */
  public static byte[] bytes(Json value) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toByteArray();
  }

  private static Json whole(JsonParser parser) {
    if (parser.nextToken() == null) {
      throw new JsonSyntaxException("the text is empty; a JSON value was expected", 1, 1);
    }
    Json value = value(parser);
    if (parser.nextToken() != null) {
      TokenStreamLocation at = parser.currentTokenLocation();
      throw new JsonSyntaxException(
          "there is more text after the JSON value", at.getLineNr(), at.getColumnNr());
    }
    return value;
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      default -> throw new IllegalStateException("unexpected token " + parser.currentToken());
    };
  }

  private static Json integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> new Json.Int(parser.getLongValue());
      default -> new Json.Dec(new BigDecimal(parser.getBigIntegerValue()));
    };
  }

  private static Json decimal(JsonParser parser) {
    try {
      return new Json.Dec(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      TokenStreamLocation at = parser.currentTokenLocation();
      throw new JsonSyntaxException(
          "the exponent of a number is out of range", at.getLineNr(), at.getColumnNr());
    }
  }

  private static Json object(JsonParser parser) {
    var fields = new LinkedHashMap<String, Json>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return new Json.Obj(fields);
  }

  private static Json array(JsonParser parser) {
    var items = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Arr(items);
  }

  private static void write(JsonGenerator out, Json value) {
    switch (value) {
      case Json.Null _ -> out.writeNull();
      case Json.Bool(boolean b) -> out.writeBoolean(b);
      case Json.Int(long n) -> out.writeNumber(n);
      case Json.Dec(BigDecimal n) -> out.writeNumber(n);
      case Json.Str(String text) -> out.writeString(text);
      case Json.Arr(var items) -> {
        out.writeStartArray();
        items.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Json.Obj(Map<String, Json> fields) -> {
        out.writeStartObject();
        fields.forEach((name, field) -> {
          out.writeName(name);
          write(out, field);
        });
        out.writeEndObject();
      }
    }
  }

  static JsonSyntaxException syntax(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    // Jackson names the place of an opening bracket by a source that it was told not to know.
    String what = SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
    return at == null
        ? new JsonSyntaxException(what, 1, 1)
        : new JsonSyntaxException(what, at.getLineNr(), at.getColumnNr());
  }
}

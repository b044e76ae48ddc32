package io.acteon.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * A JSON object that holds texts, whole numbers and such objects, and nothing else: what the trail
 * writes itself. Read in half the time of a {@link io.acteon.model.Json}, and as strictly. The maps
 * belong to the reader, who may take members out. Not thread-safe.
 */
public record FlatJson(
    Map<String, String> texts, Map<String, Long> numbers, Map<String, FlatJson> objects) {

  /** The names of all members that are there. */
  public Set<String> names() {
    var names = new TreeSet<>(texts.keySet());
    names.addAll(numbers.keySet());
    names.addAll(objects.keySet());
    return names;
  }

  /**
   * The object that UTF-8 {@code bytes} hold.
   *
   * @throws JsonSyntaxException when they hold anything else, or anything after it
   */
  public static FlatJson parse(byte[] bytes) {
    try (JsonParser parser = JsonText.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw fault(parser, "a JSON object was expected");
      }
      FlatJson object = object(parser);
      if (parser.nextToken() != null) {
        throw fault(parser, "there is more text after the JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw JsonText.syntax(e);
    }
  }

  private static FlatJson object(JsonParser parser) {
    var object = new FlatJson(new HashMap<>(), new HashMap<>(), new HashMap<>());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case VALUE_STRING -> object.texts.put(name, parser.getString());
        case VALUE_NUMBER_INT -> object.numbers.put(name, parser.getLongValue());
        case START_OBJECT -> object.objects.put(name, object(parser));
        default ->
            throw fault(parser, name + " is neither a text, nor a whole number, nor an object");
      }
    }
    return object;
  }

  private static JsonSyntaxException fault(JsonParser parser, String what) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new JsonSyntaxException(what, at.getLineNr(), at.getColumnNr());
  }
}

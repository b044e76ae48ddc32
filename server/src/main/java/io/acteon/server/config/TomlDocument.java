package io.acteon.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlFactory;

/**
 * A configuration file as a tree whose keys know their places. Immutable.
 *
 * @param name the file, as the user wrote it
 */
record TomlDocument(String name, JsonNode root, Map<String, Position> positions) {
  private static final TomlFactory TOML = new TomlFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What stands in no file. */
  static final TomlDocument EMPTY =
      new TomlDocument("", JsonNodeFactory.instance.objectNode(), Map.of());

  /**
   * Reads {@code file}.
   *
   * @throws ConfigException when it cannot be read or is not TOML
   */
  static TomlDocument read(Path file) {
    String name = file.toString();
    try {
      return parse(name, Files.readString(file));
    } catch (CharacterCodingException _) {
      throw new ConfigException(
          List.of(new Problem(name, "", "the file is not UTF-8; save it as UTF-8")));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              new Problem(
                  name,
                  "",
                  "the file cannot be read ("
                      + e.getClass().getSimpleName()
                      + "); check the path and its permissions")));
    }
  }

  static TomlDocument parse(String name, String text) {
    try (JsonParser parser = TOML.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return new TomlDocument(name, node(parser), TomlPositions.of(text));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? name : name + ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new ConfigException(
          List.of(new Problem(where, "", "not TOML: " + e.getOriginalMessage())));
    }
  }

  /**
   * The value that begins here. Token by token, since making a mapper takes a tenth of the start.
   */
  private static JsonNode node(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode table = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          table.set(key, node(parser));
        }
        yield table;
      }
      case START_ARRAY -> {
        ArrayNode list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(node(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      default -> NODES.stringNode(parser.getString());
    };
  }

  /** Where {@code path} stands, or the table around it. */
  Origin.File origin(String path) {
    String at = path;
    while (!at.isEmpty() && !positions.containsKey(at)) {
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return new Origin.File(name, positions.getOrDefault(at, new Position(1, 1)));
  }

  /** The node at a dotted path of bare keys; a missing node when there is none. */
  JsonNode at(String path) {
    JsonNode node = root;
    for (String part : path.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }
}

package io.acteon.independent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists, texts, longs, and nulls: as much as exports and anchor files hold.
 * For one thread, once.
 */
final class PlainJson {
  private final String text;
  private int at;

  private PlainJson(String text) {
    this.text = text;
  }

  /** The members of the object that {@code text} is. */
  static Map<String, Object> object(String text) {
    var json = new PlainJson(text);
    Map<String, Object> object = json.object();
    if (json.at != text.length()) {
      throw new Broken("there is more after the object: " + text.substring(json.at));
    }
    return object;
  }

  private char next() {
    if (at >= text.length()) {
      throw new Broken("the text ends within a value");
    }
    return text.charAt(at++);
  }

  private void expect(String expected) {
    if (!text.startsWith(expected, at)) {
      throw new Broken("expected " + expected + " at " + at + " of " + text);
    }
    at += expected.length();
  }

  private boolean takes(char one) {
    if (at < text.length() && text.charAt(at) == one) {
      at++;
      return true;
    }
    return false;
  }

  private Object value() {
    char first = next();
    at--;
    return switch (first) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", "null");
      default -> number();
    };
  }

  private Object literal(String name, Object value) {
    expect(name);
    return value;
  }

  private Map<String, Object> object() {
    expect("{");
    var members = new LinkedHashMap<String, Object>();
    if (takes('}')) {
      return members;
    }
    do {
      String name = string();
      expect(":");
      if (members.put(name, value()) != null) {
        throw new Broken("the member " + name + " is there twice");
      }
    } while (takes(','));
    expect("}");
    return members;
  }

  private List<Object> list() {
    expect("[");
    var items = new ArrayList<Object>();
    if (takes(']')) {
      return items;
    }
    do {
      items.add(value());
    } while (takes(','));
    expect("]");
    return items;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Long.valueOf(text.substring(from, at));
  }

  private String string() {
    expect("\"");
    var out = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      out.append(c == '\\' ? escaped() : c);
    }
    return out.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String hex = text.substring(at, at + 4);
        at += 4;
        yield (char) Integer.parseInt(hex, 16);
      }
      default -> c;
    };
  }
}

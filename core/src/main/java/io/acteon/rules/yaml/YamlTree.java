package io.acteon.rules.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a tree of a YAML text. Aliases are refused, so that a tree is never larger than its text;
 * so are anchors, tags, further documents and keys that are no scalars. Duplicate keys are reported
 * and the first one kept. Not thread-safe; used once.
 */
final class YamlTree {
  /** Far above what a rule needs, far below the end of a stack. */
  static final int MAX_DEPTH = 64;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();

  private final Iterator<Event> events;
  private final Problems problems;

  private YamlTree(Iterator<Event> events, Problems problems) {
    this.events = events;
    this.problems = problems;
  }

  /**
   * The one document in {@code yaml}; empty when there is none.
   *
   * @throws YamlSyntaxException where reading cannot go on
   */
  static Optional<Node> read(String yaml, Problems problems) {
    try {
      return new YamlTree(new Parse(SETTINGS).parseString(yaml).iterator(), problems).document();
    } catch (MarkedYamlEngineException e) {
      throw new YamlSyntaxException(
          Place.of(e.getProblemMark().or(e::getContextMark)), "not YAML: " + reason(e));
    } catch (YamlEngineException e) {
      throw new YamlSyntaxException(
          Place.START, "not YAML: " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Node> document() {
    Optional<Node> document = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (document.isPresent()) {
            throw new YamlSyntaxException(
                Place.of(event.getStartMark()),
                "a second document begins here; put it into a file of its own");
          }
          document = Optional.of(node(events.next(), 1));
        }
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case Alias, MappingEnd, MappingStart, Scalar, SequenceEnd, SequenceStart ->
            throw new IllegalStateException("unexpected " + event);
      }
    }
    return document;
  }

  private Node node(Event event, int depth) {
    Place place = Place.of(event.getStartMark());
    if (event instanceof AliasEvent alias) {
      throw new YamlSyntaxException(
          place, "the alias '*" + alias.getAlias() + "' is not allowed; write the value out");
    }
    if (event instanceof NodeEvent marked && marked.getAnchor().isPresent()) {
      throw new YamlSyntaxException(
          place, "the anchor '&" + marked.getAnchor().get() + "' is not allowed; remove it");
    }
    if (depth > MAX_DEPTH) {
      throw new YamlSyntaxException(place, "nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (event) {
      case ScalarEvent scalar -> {
        refuseTag(place, scalar.getTag());
        yield new Node.Scalar(scalar.getValue(), scalar.isPlain(), place);
      }
      case SequenceStartEvent sequence -> {
        refuseTag(place, sequence.getTag());
        yield items(place, depth);
      }
      case MappingStartEvent mapping -> {
        refuseTag(place, mapping.getTag());
        yield fields(place, depth);
      }
      default -> throw new IllegalStateException("unexpected " + event);
    };
  }

  private Node items(Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Node.Items(items, place);
  }

  private Node fields(Place place, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      if (!(node(next, depth + 1) instanceof Node.Scalar(String key, _, Place at))) {
        throw new YamlSyntaxException(
            Place.of(next.getStartMark()), "a key must be a single value, not a structure");
      }
      Node value = node(events.next(), depth + 1);
      Place earlier = seen.putIfAbsent(key, at);
      if (earlier == null) {
        entries.add(new Node.Entry(key, at, value));
      } else {
        problems.add(
            at,
            "the key '"
                + key
                + "' stands here a second time; the first is in line "
                + earlier.line());
      }
    }
    return new Node.Fields(entries, place);
  }

  private static void refuseTag(Place place, Optional<String> tag) {
    tag.ifPresent(it -> {
      throw new YamlSyntaxException(place, "the tag '" + it + "' is not allowed; remove it");
    });
  }

  private static String reason(MarkedYamlEngineException e) {
    String context = e.getContext();
    return context == null ? e.getProblem() : context + ": " + e.getProblem();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}

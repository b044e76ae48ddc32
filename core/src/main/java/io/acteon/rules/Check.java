package io.acteon.rules;

import com.google.re2j.Pattern;
import io.acteon.model.Json;
import java.util.List;

/** What a value is compared with, and how. Immutable. */
public sealed interface Check {

  /** The operator and what it compares with, such as {@code >= 3}. */
  String display();

  /** Numbers by value, other values by type and value; values of different types are unequal. */
  record Equal(Json to) implements Check {
    @Override
    public String display() {
      return "== " + Display.of(to);
    }
  }

  /** Exactly the values that are there and not {@link Equal}. */
  record NotEqual(Json to) implements Check {
    @Override
    public String display() {
      return "!= " + Display.of(to);
    }
  }

  /** Two numbers by value or two texts by code point; anything else does not match. */
  record Ordered(Order order, Json to) implements Check {
    public Ordered {
      if (!(to instanceof Json.Str || to instanceof Json.Int || to instanceof Json.Dec)) {
        throw new IllegalArgumentException("only numbers and texts have an order, not " + to);
      }
    }

    @Override
    public String display() {
      return order.symbol + " " + Display.of(to);
    }
  }

  /** A text that contains {@code part}, or a list that has it as an item. */
  record Contains(Json.Str part) implements Check {
    @Override
    public String display() {
      return "contains " + Display.of(part);
    }
  }

  record StartsWith(String prefix) implements Check {
    @Override
    public String display() {
      return "starts_with " + Display.quoted(prefix);
    }
  }

  record EndsWith(String suffix) implements Check {
    @Override
    public String display() {
      return "ends_with " + Display.quoted(suffix);
    }
  }

  /** A text in which {@code pattern} is found somewhere. */
  record Matches(Pattern pattern) implements Check {
    @Override
    public String display() {
      return "matches " + Display.quoted(pattern.pattern());
    }
  }

  /** A value that is {@link Equal} to one of {@code items}. */
  record In(List<Json> items) implements Check {
    public In {
      items = List.copyOf(items);
    }

    @Override
    public String display() {
      return "in " + Display.list(items);
    }
  }

  /** Exactly the values that are there and not {@link In}. */
  record NotIn(List<Json> items) implements Check {
    public NotIn {
      items = List.copyOf(items);
    }

    @Override
    public String display() {
      return "not in " + Display.list(items);
    }
  }

  /** The four ways to compare two values that have an order. */
  enum Order {
    GREATER(">"),
    LESS("<"),
    GREATER_OR_EQUAL(">="),
    LESS_OR_EQUAL("<=");

    private final String symbol;

    Order(String symbol) {
      this.symbol = symbol;
    }

    /** Whether a comparison that came out as {@code sign} satisfies this order. */
    boolean accepts(int sign) {
      return switch (this) {
        case GREATER -> sign > 0;
        case LESS -> sign < 0;
        case GREATER_OR_EQUAL -> sign >= 0;
        case LESS_OR_EQUAL -> sign <= 0;
      };
    }
  }
}

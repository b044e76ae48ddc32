package io.acteon.simulator.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One attribute value. Immutable. Equality is DynamoDB's: numbers by magnitude, sets and maps
 * without order.
 *
 * <p>The variants carry DynamoDB's own type names, which its error texts and {@code attribute_type}
 * show.
 */
public sealed interface Value {
  /** A string. */
  record S(String text) implements Value {}

  /** A number of at most 38 significant digits, without trailing zeros. */
  record N(BigDecimal number) implements Value, Comparable<N> {
    public N {
      number = Numbers.normalised(number);
    }

    public static N of(long number) {
      return new N(BigDecimal.valueOf(number));
    }

    @Override
    public int compareTo(N other) {
      return number.compareTo(other.number);
    }
  }

  /** A binary. */
  record B(Bytes bytes) implements Value {}

  /** A boolean. */
  record Bool(boolean value) implements Value {}

  /** The null value (not an absent attribute). */
  record Null() implements Value {}

  /** A list. */
  record L(List<Value> values) implements Value {
    public L {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A map, in the order it was written. */
  record M(Map<String, Value> values) implements Value {
    public M {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A set of strings. */
  record SS(Set<String> values) implements Value {
    public SS {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /** A set of numbers. */
  record NS(Set<N> values) implements Value {
    public NS {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /** A set of binaries. */
  record BS(Set<Bytes> values) implements Value {
    public BS {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /** DynamoDB's name of the type: S, N, B, BOOL, NULL, L, M, SS, NS or BS. */
  default String type() {
    return switch (this) {
      case S _ -> "S";
      case N _ -> "N";
      case B _ -> "B";
      case Bool _ -> "BOOL";
      case Null _ -> "NULL";
      case L _ -> "L";
      case M _ -> "M";
      case SS _ -> "SS";
      case NS _ -> "NS";
      case BS _ -> "BS";
    };
  }

  /** Only these can be ordered, begin with one another, or be keys. */
  default boolean isKeyType() {
    return this instanceof S || this instanceof N || this instanceof B;
  }
}

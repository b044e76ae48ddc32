package io.acteon.rules;

import io.acteon.model.Json;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of a time as rules name them. */
public enum ClockField {
  HOUR,
  MINUTE,
  SECOND,
  DAY,
  MONTH,
  YEAR,
  /** English name, such as {@code Monday}. */
  WEEKDAY,
  /** 1 is Monday, 7 is Sunday. */
  WEEKDAY_NUM,
  /** Unix seconds, whatever the time zone. */
  TIMESTAMP;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  /** The field that rules call {@code name}. */
  public static Optional<ClockField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.wireName.equals(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(ClockField::wireName).toList();
  }

  Json of(ZonedDateTime time) {
    return switch (this) {
      case HOUR -> Json.of(time.getHour());
      case MINUTE -> Json.of(time.getMinute());
      case SECOND -> Json.of(time.getSecond());
      case DAY -> Json.of(time.getDayOfMonth());
      case MONTH -> Json.of(time.getMonthValue());
      case YEAR -> Json.of(time.getYear());
      case WEEKDAY -> Json.of(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case WEEKDAY_NUM -> Json.of(time.getDayOfWeek().getValue());
      case TIMESTAMP -> Json.of(time.toEpochSecond());
    };
  }
}

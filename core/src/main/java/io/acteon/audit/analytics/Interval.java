package io.acteon.audit.analytics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How long a bucket is, in UTC; weeks begin on Monday. */
public enum Interval {
  HOURLY,
  DAILY,
  WEEKLY,
  MONTHLY;

  /** The beginning of the bucket that {@code time} is in. */
  Instant beginning(Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return switch (this) {
      case HOURLY -> time.truncatedTo(ChronoUnit.HOURS);
      case DAILY -> midnight(day);
      case WEEKLY -> midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTHLY -> midnight(day.withDayOfMonth(1));
    };
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

package io.acteon.dynamodb.internal;

import io.acteon.time.TimeSource;
import java.io.InputStream;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Whether and when one attempt was handed to the HTTP client. Used by the sending thread only. */
final class Transmission {
  static final ExecutionAttribute<Transmission> ATTRIBUTE =
      new ExecutionAttribute<>("io.acteon.transmission");

  private boolean sent;
  private long sentMillis;

  boolean wasSent() {
    return sent;
  }

  /**
   * Notes transmissions, and shows the {@code Date} of answers to the clock offset. The answers of
   * one second bear the same date, which is read once. Thread-safe.
   */
  static final class Watch implements ExecutionInterceptor {
    private final TimeSource time;
    private final ClockOffset offset;
    private volatile Told last = new Told("", 0);

    Watch(TimeSource time, ClockOffset offset) {
      this.time = time;
      this.offset = offset;
    }

    private record Told(String date, long millis) {}

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes all) {
      Transmission transmission = all.getAttribute(ATTRIBUTE);
      if (transmission != null) {
        transmission.sent = true;
        transmission.sentMillis = time.millis();
      }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes all) {
      Transmission transmission = all.getAttribute(ATTRIBUTE);
      if (transmission != null) {
        context
            .httpResponse()
            .firstMatchingHeader("Date")
            .ifPresent(date -> show(date, transmission));
      }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
        Context.ModifyHttpResponse context, ExecutionAttributes all) {
      return context.responseBody().map(WholeBody::new);
    }

    private void show(String date, Transmission transmission) {
      long received = time.millis();
      try {
        Told told = last;
        if (!told.date().equals(date)) {
          told = new Told(date, millis(date));
          last = told;
        }
        offset.observe(transmission.sentMillis, received, told.millis());
      } catch (DateTimeParseException _) {
        // A proxy's odd header says nothing about clocks.
      }
    }

    private static long millis(String date) {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .toEpochMilli();
    }
  }
}

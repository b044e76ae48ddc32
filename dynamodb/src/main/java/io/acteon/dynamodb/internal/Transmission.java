package io.acteon.dynamodb.internal;

import io.acteon.time.TimeSource;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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

  /** Notes transmissions, and shows the {@code Date} of answers to the clock offset. */
  record Watch(TimeSource time, ClockOffset offset) implements ExecutionInterceptor {
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

    private void show(String date, Transmission transmission) {
      try {
        Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        offset.observe(transmission.sentMillis, time.millis(), told.toEpochMilli());
      } catch (DateTimeParseException _) {
        // A proxy's odd header says nothing about clocks.
      }
    }
  }
}

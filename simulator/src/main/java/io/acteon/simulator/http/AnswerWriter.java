package io.acteon.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** Writes answers with the headers that DynamoDB sends. Thread-safe. */
final class AnswerWriter {
  // RFC 9110's date, which DateTimeFormatter.RFC_1123_DATE_TIME misses by one digit on days below
  // ten.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** The date's text for one second. */
  private record Stamp(long epochSecond, String text) {}

  private final AtomicLong requests = new AtomicLong();
  private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

  void write(OutputStream out, HttpAnswer answer, Instant date, boolean keepAlive)
      throws IOException {
    byte[] body = answer.body().bytes();
    CRC32 crc = new CRC32();
    crc.update(body);
    String head =
        "HTTP/1.1 "
            + answer.status()
            + (answer.status() < 300 ? " OK" : " Error")
            + "\r\nServer: acteon-simulator\r\nDate: "
            + date(date)
            + "\r\nContent-Type: "
            + answer.contentType()
            + "\r\nContent-Length: "
            + body.length
            + "\r\nConnection: "
            + (keepAlive ? "keep-alive" : "close")
            + "\r\nx-amzn-RequestId: "
            + requestId()
            + "\r\nx-amz-crc32: "
            + crc.getValue()
            + "\r\n\r\n";
    byte[] whole = new byte[head.length() + body.length];
    byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
    System.arraycopy(body, 0, whole, headBytes.length, body.length);
    out.write(whole);
    out.flush();
  }

  private String date(Instant date) {
    Stamp last = stamp;
    if (last.epochSecond() != date.getEpochSecond()) {
      last = new Stamp(date.getEpochSecond(), DATE.format(date));
      stamp = last;
    }
    return last.text();
  }

  private String requestId() {
    String count = Long.toString(requests.incrementAndGet(), 32).toUpperCase(Locale.ROOT);
    return "ACTEONSIMULATOR" + "0".repeat(13 - count.length()) + count;
  }
}

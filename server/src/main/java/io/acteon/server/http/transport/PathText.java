package io.acteon.server.http.transport;

import io.acteon.server.http.wire.ApiException;
import io.acteon.server.http.wire.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Percent-encoded text of request lines, decoded strictly: what is not UTF-8 is refused. */
final class PathText {
  private PathText() {}

  /** The decoded segments of a raw path; an encoded slash does not separate. */
  static List<String> split(String rawPath) {
    var segments = new ArrayList<String>();
    for (String segment : rawPath.split("/", -1)) {
      segments.add(decode(segment, false, "the path"));
    }
    if (!segments.isEmpty() && segments.getFirst().isEmpty()) {
      segments.removeFirst();
    }
    if (!segments.isEmpty() && segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return segments;
  }

  /** The decoded text of a segment, or of a query's name or value, where plus is a blank. */
  static String decode(String raw, boolean plusIsBlank, String what) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0 && isAscii(raw)) {
      return raw;
    }
    var bytes = new ByteArrayOutputStream(raw.length());
    byte[] source = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '%') {
        bytes.write(hex(source, i + 1, what) << 4 | hex(source, i + 2, what));
        i += 2;
      } else {
        bytes.write(plusIsBlank && source[i] == '+' ? ' ' : source[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid(what + " is not percent-encoded UTF-8");
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static int hex(byte[] source, int index, String what) {
    int digit = index < source.length ? Character.digit(source[index], 16) : -1;
    if (digit < 0) {
      throw invalid(what + " has a percent sign without two hexadecimal digits behind it");
    }
    return digit;
  }

  private static ApiException invalid(String message) {
    return new ApiException(ErrorCode.INVALID_REQUEST, message);
  }
}

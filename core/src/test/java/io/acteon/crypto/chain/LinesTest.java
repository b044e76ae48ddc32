package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static List<String> lines(String text) throws IOException {
    var lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    var read = new ArrayList<String>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(new String(line, StandardCharsets.UTF_8));
    }
    return read;
  }

  @Test
  void linesEndWithOrWithoutReturnAndTheLastMayHaveNoEnd() throws IOException {
    assertThat(lines("a\n\nb\r\n\u20ac")).containsExactly("a", "", "b", "\u20ac");
    assertThat(lines("")).isEmpty();
    assertThat(lines("a\n")).containsExactly("a");
  }

  @Test
  void aLineLongerThanTheBufferIsWhole() throws IOException {
    String longLine = "x".repeat(200_000);

    assertThat(lines(longLine + "\n" + longLine + "y\nz"))
        .containsExactly(longLine, longLine + "y", "z");
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> new Lines(endless).next())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(Lines.MAX_LENGTH));
  }
}

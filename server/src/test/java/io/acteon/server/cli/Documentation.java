package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands that a page of the documentation shows, with what it says they print. */
final class Documentation {
  static final Path ROOT = Path.of(System.getProperty("acteon.root", ".."));

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:[0-9:.]+Z");
  private static final Pattern NUMBER = Pattern.compile("\\d+(,\\d{3})*");
  private static final Pattern FILE = Pattern.compile("(?m)^\\S*trail\\.jsonl");
  private static final Pattern COLUMNS = Pattern.compile(" {2,}");

  private Documentation() {}

  /** A line after a dollar sign, and the lines up to the end of the block or the next such. */
  record Shown(String command, String output) {
    List<String> words() {
      return List.of(command.split(" ", -1));
    }
  }

  static List<Shown> of(String page) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve(page));
    var shown = new ArrayList<Shown>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("$ ")) {
        String output =
            lines.stream()
                .skip(i + 1L)
                .takeWhile(line -> !line.equals("```") && !line.startsWith("$ "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        shown.add(new Shown(lines.get(i).substring(2), output));
      }
    }
    return shown;
  }

  /** The one command of {@code page} that begins so. */
  static Shown shown(String page, String begin) throws IOException {
    List<Shown> such = of(page).stream().filter(one -> one.command().startsWith(begin)).toList();
    assertThat(such).as(begin).hasSize(1);
    return such.getFirst();
  }

  /** The words of what a command prints, whatever its numbers, times and files. */
  static String words(String text) {
    String timeless = TIME.matcher(text).replaceAll("TIME");
    String numberless = NUMBER.matcher(timeless).replaceAll("N").replace("N records", "N record");
    return COLUMNS.matcher(FILE.matcher(numberless).replaceAll("FILE")).replaceAll("  ");
  }
}

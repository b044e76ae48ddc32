package io.acteon.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that a page of the documentation shows, with what it says they print. */
final class Documentation {
  static final Path ROOT = Path.of(System.getProperty("acteon.root", ".."));

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
}

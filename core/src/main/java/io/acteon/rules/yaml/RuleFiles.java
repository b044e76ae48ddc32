package io.acteon.rules.yaml;

import io.acteon.rules.RuleSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads rule files. Stateless. */
public final class RuleFiles {
  /** Rules of this size cannot be reviewed any more; a larger file is no rule file. */
  public static final int MAX_FILE_BYTES = 1024 * 1024;

  /** Every rule may be asked for every action. */
  public static final int MAX_RULES = 10_000;

  private RuleFiles() {}

  /**
   * The rules of all {@code .yaml} and {@code .yml} files directly in {@code directory}, files in
   * the order of their names.
   *
   * @param defaultZone of the rules that name no time zone
   * @throws RuleLoadException with every problem of every file, or when the directory cannot be
   *     read
   */
  public static RuleSet load(Path directory, ZoneId defaultZone) {
    var problems = new Problems();
    var rules = new RuleCollector(problems);
    for (Path file : files(directory, problems)) {
      problems.enter(file.toString());
      text(file, problems).ifPresent(rules::read);
    }
    return rules.finish(defaultZone);
  }

  /**
   * The rules in one text.
   *
   * @param fileName what problems and traces call it
   * @throws RuleLoadException with every problem of the text
   */
  public static RuleSet loadText(String fileName, String yaml, ZoneId defaultZone) {
    var problems = new Problems();
    var rules = new RuleCollector(problems);
    problems.enter(fileName);
    rules.read(yaml);
    return rules.finish(defaultZone);
  }

  private static List<Path> files(Path directory, Problems problems) {
    problems.enter(directory.toString());
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(RuleFiles::isRuleFile).sorted().toList();
    } catch (NoSuchFileException _) {
      problems.add("the rules directory does not exist; create it or correct [rules] directory");
    } catch (NotDirectoryException _) {
      problems.add("the rules directory is no directory; correct [rules] directory");
    } catch (IOException e) {
      problems.add("the rules directory cannot be read: " + e);
    }
    return List.of();
  }

  private static boolean isRuleFile(Path path) {
    String name = path.toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        problems.add("the file is larger than " + MAX_FILE_BYTES + " bytes; split it up");
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      problems.add("the file is not UTF-8 text");
    } catch (IOException e) {
      problems.add("the file cannot be read: " + e);
    }
    return Optional.empty();
  }
}

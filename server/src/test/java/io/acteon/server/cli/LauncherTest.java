package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout with blanks in its path, with a JDK and a Maven that only note. */
@Timeout(60)
final class LauncherTest {
  @TempDir Path folder;

  private Path root;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void checkout() throws IOException {
    root = Files.createDirectories(folder.resolve("a check out"));
    Files.copy(Path.of(System.getProperty("acteon.root"), "acteon"), root.resolve("acteon"));
    executable(root.resolve("acteon"));
    Files.createDirectories(root.resolve("server/src/main/java"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    jdk = folder.resolve("a jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    script(jdk.resolve("bin/javac"), "exit 0");
    script(
        jdk.resolve("bin/java"),
        "for a in \"$@\"; do case $a in -XX:AOTCacheOutput=*) : > \"${a#*=}\";; esac; done",
        "pwd; printf '%s\\n' \"$@\"");
    tools = Files.createDirectories(folder.resolve("tools"));
    script(
        tools.resolve("mvn"),
        "echo \"mvn $*\" >> \"" + folder.resolve("mvn.log") + "\"",
        "mkdir -p server/target/lib",
        "touch server/target/acteon-server-0.1.0.jar server/target/lib/b.jar server/target/lib/a.jar");
  }

  @Test
  void theFirstRunBuildsAndTheNextDoesNot() throws Exception {
    Run first = acteon(folder, "version");
    assertThat(first.exitCode()).as(first.text()).isZero();
    assertThat(mavenRuns()).hasSize(1).first().asString().contains("package");
    assertThat(acteon(folder, "version").text()).doesNotContain("building");
    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void sourcesThatAreNewerAreBuilt() throws Exception {
    acteon(folder, "version");
    Path source = Files.writeString(root.resolve("server/src/main/java/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    acteon(folder, "version");
    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void argumentsArriveAsTheyAreFromWhereTheUserStands() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    List<String> lines = acteon(elsewhere, "serve", "-c", "my file.toml", "--set", "a.b=*").lines();
    assertThat(lines).contains(elsewhere.toRealPath().toString());
    assertThat(lines)
        .containsSubsequence(
            "io.acteon.server.cli.Acteon", "serve", "-c", "my file.toml", "--set", "a.b=*");
    Path out = root.toRealPath().resolve("server/target");
    assertThat(lines)
        .contains(
            "-Dacteon.root=" + root.toRealPath(),
            "-XX:AOTCache=" + out.resolve("acteon.aot"),
            out.resolve("acteon-server-0.1.0.jar")
                + ":"
                + out.resolve("lib/a.jar")
                + ":"
                + out.resolve("lib/b.jar"));
  }

  @Test
  void aSymbolicLinkLeadsHome() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link to acteon"), root.resolve("acteon"));
    Run run = run(folder, List.of(link.toString(), "version"), jdk, tools + ":/usr/bin:/bin");
    assertThat(run.lines()).contains("-Dacteon.root=" + root.toRealPath());
  }

  @Test
  void aBuildThatFailsShowsItsEndAndLeavesNothingToRun() throws Exception {
    script(tools.resolve("mvn"), "echo 'cannot find symbol'; exit 1");
    Run run = acteon(folder, "version");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.text()).contains("cannot find symbol", "the build failed; all of it is in");
  }

  @Test
  void aMissingMavenIsOneSentence() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Path few = Files.createDirectories(folder.resolve("few"));
    for (String tool :
        List.of("bash", "env", "dirname", "readlink", "grep", "mkdir", "flock", "find", "head")) {
      Path real = Path.of("/usr/bin", tool);
      if (Files.exists(real)) {
        Files.createSymbolicLink(few.resolve(tool), real);
      }
    }
    Run run =
        run(folder, List.of(root.resolve("acteon").toString(), "version"), jdk, few.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines()).singleElement().asString().contains("Maven 3.8.7 or newer is needed");
  }

  @Test
  void aMissingJdkIsOneSentence() throws Exception {
    Path launcher = root.resolve("acteon");
    String text = Files.readString(launcher);
    assertThat(text).contains("\nwanted=25\n");
    Files.writeString(launcher, text.replace("\nwanted=25\n", "\nwanted=9999\n"));
    Run run = acteon(folder, "version");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .singleElement()
        .asString()
        .startsWith("acteon: a JDK 9999 is needed and was not found")
        .contains("set JAVA_HOME");
  }

  @Test
  void whatIsBuiltRunsWhereNothingCanBeWritten() throws Exception {
    acteon(folder, "version");
    unwritable(root.resolve(".acteon"));
    Run run = acteon(folder, "version");
    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.lines()).contains("version");
  }

  @Test
  void aBuildWhereNothingCanBeWrittenIsOneSentence() throws Exception {
    for (String folder : List.of(".acteon", "server/target")) {
      unwritable(root.resolve(folder));
      Run run = acteon(root, "version");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.lines())
          .singleElement()
          .asString()
          .startsWith("acteon: a build is needed, and ")
          .contains(folder + " cannot be written");
      Files.delete(root.resolve(folder));
    }
  }

  /** A file where a folder must be keeps root out as well. */
  private static void unwritable(Path path) throws IOException {
    if (Files.exists(path)) {
      Files.move(path, path.resolveSibling(path.getFileName() + "-before"));
    }
    Files.createFile(path);
  }

  @Test
  void testRunsTheWholeBuild() throws Exception {
    acteon(folder, "test", "-Dx=a b");
    assertThat(mavenRuns()).containsExactly("mvn -B verify -Dx=a b");
  }

  private record Run(int exitCode, String text) {
    List<String> lines() {
      return text.lines().toList();
    }
  }

  private Run acteon(Path from, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>(List.of(root.resolve("acteon").toString()));
    command.addAll(List.of(arguments));
    return run(from, command, jdk, tools + ":/usr/bin:/bin");
  }

  private static Run run(Path from, List<String> command, Path javaHome, String path)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(from.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", from.toString());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("PATH", path);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), text);
  }

  private List<String> mavenRuns() throws IOException {
    return Files.readAllLines(folder.resolve("mvn.log"));
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package io.acteon.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.server.cli.Documentation.Shown;
import io.acteon.testkit.time.Eventually;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tour of {@code acteon dev}: what is typed there prints what is shown there. */
final class TourTest {
  private static final String HERE = "http://127.0.0.1:8080";
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s '?"
              + HERE
              + "([^ ']+)'?( -H 'Content-Type: application/json' -d '(?<body>[^']+)')?");
  private static final Pattern VERIFY =
      Pattern.compile("(?m)^\\s*\\S*acteon (audit verify -c \\S+)$");

  /** The end of a text that the README cuts short. */
  private static final String CUT = "...";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatIsTypedPrintsWhatIsShown() throws Exception {
    Shown dispatch = Documentation.shown("README.md", "curl -s " + HERE + "/v1/dispatch");
    Shown trail = Documentation.shown("README.md", "curl -s '" + HERE + "/v1/audit?");
    Shown verify = Documentation.shown("README.md", "./acteon audit verify");
    try (ServeProcess dev = ServeProcess.dev()) {
      String welcome = dev.saidUntil("Ctrl-C");
      assertThat(welcome)
          .contains(dispatch.command().replace(HERE, dev.url()))
          .contains(trail.command().replace(HERE, dev.url()));

      assertThat(curl(dev, dispatch.command())).isEqualTo(dispatch.output().strip());
      assertThat(Files.readString(Documentation.ROOT.resolve("README.md")))
          .contains("The same again:\n\n```\n" + curl(dev, dispatch.command()) + "\n```\n");

      assertShows(
          JsonText.parse(trail.output().replace(",...", "")),
          JsonText.parse(curl(dev, trail.command())));
      assertThat(curl(dev, "curl -s " + HERE + "/dev/inbox")).contains("\"order-1001\"");

      assertVerified(verify, welcome);
      dev.terminate();
      assertThat(dev.exitCode()).isZero();
    }
  }

  private String curl(ServeProcess dev, String command) throws IOException, InterruptedException {
    Matcher typed = CURL.matcher(command);
    assertThat(typed.matches()).as(command).isTrue();
    HttpRequest.Builder request = dev.request(typed.group(1));
    if (typed.group("body") != null) {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(typed.group("body")));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** A checkpoint comes within seconds; until then the answer says that there is none. */
  private static void assertVerified(Shown shown, String welcome) {
    Matcher told = VERIFY.matcher(welcome);
    assertThat(told.find()).as(welcome).isTrue();
    String[] command =
        Stream.concat(Stream.of(told.group(1).split(" ", -1)), shown.words().stream().skip(5))
            .toArray(String[]::new);
    String wanted = shown.output().substring(0, shown.output().lastIndexOf(CUT)).stripTrailing();
    Eventually.holds(
        "a verification that begins with\n" + wanted,
        Duration.ofSeconds(60),
        () -> {
          ChainedTrail.Result verified = ChainedTrail.run(command);
          return Documentation.words(verified.out()).startsWith(Documentation.words(wanted))
              && verified.exitCode() == ExitCode.FINE;
        });
  }

  /** Everything that is shown is there, in the same order; ids and what is cut short differ. */
  private static void assertShows(Json shown, Json answered) {
    switch (shown) {
      case Json.Obj object -> {
        Json.Obj whole = (Json.Obj) answered;
        assertThat(whole.fields()).containsKeys(object.fields().keySet().toArray(String[]::new));
        object
            .fields()
            .forEach((name, value) -> assertShows(value, whole.field(name).orElseThrow()));
      }
      case Json.Arr(List<Json> items) -> {
        List<Json> all = ((Json.Arr) answered).items();
        assertThat(all).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
          assertShows(items.get(i), all.get(i));
        }
      }
      case Json.Str(String text) when text.endsWith(CUT) ->
          assertThat(answered).isInstanceOf(Json.Str.class);
      default -> assertThat(answered).isEqualTo(shown);
    }
  }
}

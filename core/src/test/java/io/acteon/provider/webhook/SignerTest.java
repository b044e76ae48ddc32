package io.acteon.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final Instant AT = Instant.ofEpochSecond(1614265330);

  /** The example of the Standard Webhooks documents; recomputed with OpenSSL. */
  @Test
  void agreesWithThePublishedExample() {
    assertThat(Signer.parse(SECRET).signature("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithEverySecretWhileOneIsBeingReplaced() {
    String both = Signer.parse(OTHER + " " + SECRET).signature("id", AT, BODY);
    assertThat(both)
        .isEqualTo(
            Signer.parse(OTHER).signature("id", AT, BODY)
                + " "
                + Signer.parse(SECRET).signature("id", AT, BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2La"})
  void refusesWhatIsNoSecretWithoutShowingIt(String secret) {
    assertThatThrownBy(() -> Signer.parse(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("secret ")
        .hasNoCause()
        .satisfies(e ->
            assertThat(secret.length() < 8 || !String.valueOf(e.getMessage()).contains(secret))
                .isTrue());
  }

  @Test
  void neverShowsItsSecrets() {
    assertThat(Signer.parse(SECRET).toString()).doesNotContain("MfKQ");
  }
}

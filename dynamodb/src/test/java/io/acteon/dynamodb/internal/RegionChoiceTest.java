package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

final class RegionChoiceTest {
  private static final Map<String, String> BOTH =
      Map.of("AWS_REGION", "eu-west-1", "AWS_DEFAULT_REGION", "eu-west-2");

  @Test
  void theConfigurationComesFirstThenTheEnvironmentThenTheProfile() {
    assertThat(choose(Optional.of("eu-north-1"), BOTH, Optional.of("eu-west-3")))
        .isEqualTo(Region.EU_NORTH_1);
    assertThat(choose(Optional.empty(), BOTH, Optional.of("eu-west-3")))
        .isEqualTo(Region.EU_WEST_1);
    assertThat(
            choose(
                Optional.empty(),
                Map.of("AWS_DEFAULT_REGION", "eu-west-2"),
                Optional.of("eu-west-3")))
        .isEqualTo(Region.EU_WEST_2);
    assertThat(choose(Optional.empty(), Map.of(), Optional.of("eu-west-3")))
        .isEqualTo(Region.EU_WEST_3);
  }

  @Test
  void withoutAnyItIsAGuessAndSaidSo() {
    RegionChoice choice = RegionChoice.of(Optional.empty(), _ -> Optional.empty(), Optional::empty);

    assertThat(choice.region()).isEqualTo(Region.US_EAST_1);
    assertThat(choice.isGuess()).isTrue();
  }

  private static Region choose(
      Optional<String> configured, Map<String, String> environment, Optional<String> profile) {
    return RegionChoice.of(
            configured, name -> Optional.ofNullable(environment.get(name)), () -> profile)
        .region();
  }
}

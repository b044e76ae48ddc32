package io.acteon.dynamodb.internal;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;

/**
 * The region and where it came from: the configuration, {@code AWS_REGION}, {@code
 * AWS_DEFAULT_REGION} (which the Java SDK ignores and every other AWS tool heeds), the profile, or
 * us-east-1. Immutable.
 */
record RegionChoice(Region region, String source, boolean isGuess) {

  static RegionChoice of(
      Optional<String> configured,
      Function<String, Optional<String>> environment,
      Supplier<Optional<String>> ofProfile) {
    return configured
        .map(name -> chosen(name, "the configuration"))
        .or(() -> environment.apply("AWS_REGION").map(name -> chosen(name, "AWS_REGION")))
        .or(() ->
            environment.apply("AWS_DEFAULT_REGION").map(name -> chosen(name, "AWS_DEFAULT_REGION")))
        .or(() -> ofProfile.get().map(name -> chosen(name, "the AWS profile")))
        .orElseGet(() -> new RegionChoice(Region.US_EAST_1, "nothing that names one", true));
  }

  private static RegionChoice chosen(String name, String source) {
    return new RegionChoice(Region.of(name), source, false);
  }

  /** The region in the AWS configuration files, for the profile named or the default one. */
  static Optional<String> ofProfile(Optional<String> profile) {
    String name = profile.orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
    return ProfileFile.defaultProfileFile()
        .profile(name)
        .flatMap(found -> found.property(ProfileProperty.REGION));
  }
}

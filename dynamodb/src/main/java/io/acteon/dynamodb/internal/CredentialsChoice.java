package io.acteon.dynamodb.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The credentials: the standard chain of the AWS SDK; for an endpoint on this machine, where none
 * are configured, dummy ones, without asking the instance metadata service (which takes seconds to
 * fail on a laptop).
 */
final class CredentialsChoice {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialsChoice.class);

  /** DynamoDB Local accepts letters and digits only. */
  private static final String DUMMY = "acteonlocal";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private CredentialsChoice() {}

  static AwsCredentialsProvider of(ConnectionSettings settings) {
    return settings.isLoopback()
        ? configuredOrDummy(settings.profile())
        : standard(settings.profile());
  }

  private static AwsCredentialsProvider standard(Optional<String> profile) {
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    profile.ifPresent(chain::profileName);
    return chain.build();
  }

  private static AwsCredentialsProvider configuredOrDummy(Optional<String> profile) {
    ProfileCredentialsProvider.Builder ofProfile = ProfileCredentialsProvider.builder();
    profile.ifPresent(ofProfile::profileName);
    AwsCredentialsProvider configured =
        AwsCredentialsProviderChain.builder()
            .addCredentialsProvider(SystemPropertyCredentialsProvider.create())
            .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .addCredentialsProvider(WebIdentityTokenFileCredentialsProvider.create())
            .addCredentialsProvider(ofProfile.build())
            .addCredentialsProvider(ContainerCredentialsProvider.builder().build())
            .build();
    try {
      configured.resolveCredentials();
      return configured;
    } catch (SdkException _) {
      sayOnce("No AWS credentials are configured; using dummy ones for a local endpoint");
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(DUMMY, DUMMY));
    }
  }

  /** State and audit trail have a connection each, and there is one thing to say. */
  private static void sayOnce(String what) {
    if (SAID.compareAndSet(false, true)) {
      LOG.info(what);
    }
  }
}

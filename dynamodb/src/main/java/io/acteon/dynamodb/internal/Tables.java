package io.acteon.dynamodb.internal;

import io.acteon.store.StoreCall;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoverySpecification;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/**
 * Creates and checks a table. On start a missing table is made only at a local endpoint; in AWS it
 * takes {@link #migrate}. Thread-safe.
 */
public final class Tables {
  private static final Duration POLL = Duration.ofMillis(250);

  private final Connection connection;
  private final TableSpec spec;
  private final TableCheck check;

  public Tables(Connection connection, TableSpec spec) {
    this.connection = connection;
    this.spec = spec;
    this.check = new TableCheck(spec);
  }

  /**
   * Makes sure that the table is fit, making it first at a local endpoint.
   *
   * @throws StoreException when it is not, or cannot be asked; the message says all that is wrong
   */
  public void require(Deadline deadline) {
    if (connection.settings().isLocal()) {
      migrate(deadline);
      return;
    }
    TableDescription table = describe(deadline).orElseThrow(this::missing);
    List<String> faults = faults(table);
    check.ttlFault(table, ttl(deadline)).ifPresent(faults::add);
    throwIf(faults);
  }

  /**
   * Makes sure that the table can be read, and changes nothing.
   *
   * @throws StoreException when it cannot be, or cannot be asked; the message says why
   */
  public void inspect(Deadline deadline) {
    throwIf(faults(describe(deadline).orElseThrow(this::missing)));
  }

  private List<String> faults(TableDescription table) {
    List<String> faults = new ArrayList<>(check.faults(table));
    if (table.tableStatus() != TableStatus.ACTIVE && table.tableStatus() != TableStatus.UPDATING) {
      faults.add("its status is " + table.tableStatusAsString());
    }
    return faults;
  }

  /**
   * Creates the table or completes it: TTL, and in AWS point-in-time recovery and deletion
   * protection.
   *
   * @return what was found and done, a sentence each
   * @throws StoreException when the table is there but cannot be made fit in place
   */
  public List<String> migrate(Deadline deadline) {
    List<String> done = new ArrayList<>();
    if (describe(deadline).isEmpty()) {
      create(deadline);
      done.add("created table " + spec.name());
    } else {
      done.add("found table " + spec.name());
    }
    TableDescription table = awaitActive(deadline);
    throwIf(check.faults(table));
    enableTtl(table, deadline, done);
    if (!connection.settings().isLocal()) {
      protect(table, deadline, done);
    }
    return List.copyOf(done);
  }

  private void throwIf(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new StoreException.Rejected(
          "table %s is not fit: %s".formatted(spec.name(), String.join("; ", faults)));
    }
  }

  private StoreException missing() {
    return new StoreException.Rejected(
        "there is no table %s at %s; create it with 'acteon migrate' or deploy/cloudformation.yaml"
            .formatted(spec.name(), connection.text().place()));
  }

  private Optional<TableDescription> describe(Deadline deadline) {
    return answered(
        "DescribeTable",
        limits ->
            connection
                .client()
                .describeTable(
                    DescribeTableRequest.builder()
                        .tableName(spec.name())
                        .overrideConfiguration(limits)
                        .build())
                .table(),
        ResourceNotFoundException.class,
        deadline);
  }

  private void create(Deadline deadline) {
    boolean isProduction = !connection.settings().isLocal();
    var _ =
        answered(
            "CreateTable",
            limits ->
                connection
                    .client()
                    .createTable(
                        new TableRequests(spec)
                            .create(isProduction).toBuilder()
                                .overrideConfiguration(limits)
                                .build()),
            ResourceInUseException.class, // A lost attempt of ours, or another replica was first.
            deadline);
  }

  private TableDescription awaitActive(Deadline deadline) {
    while (true) {
      Optional<TableDescription> table = describe(deadline).filter(Tables::isActive);
      if (table.isPresent()) {
        return table.get();
      }
      try {
        deadline.pause(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException.Unavailable(
            "interrupted while table " + spec.name() + " was becoming active", e);
      }
    }
  }

  private static boolean isActive(TableDescription table) {
    return table.tableStatus() == TableStatus.ACTIVE
        && table.globalSecondaryIndexes().stream()
            .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
  }

  private TimeToLiveDescription ttl(Deadline deadline) {
    return call(
        "DescribeTimeToLive",
        limits ->
            connection
                .client()
                .describeTimeToLive(
                    DescribeTimeToLiveRequest.builder()
                        .tableName(spec.name())
                        .overrideConfiguration(limits)
                        .build())
                .timeToLiveDescription(),
        deadline);
  }

  private void enableTtl(TableDescription table, Deadline deadline, List<String> done) {
    TimeToLiveDescription there = ttl(deadline);
    Optional<String> fault = check.ttlFault(table, there);
    if (fault.isEmpty()) {
      return;
    }
    if (TableCheck.isOn(there)) {
      throwIf(List.of(fault.get()));
    }
    UpdateTimeToLiveRequest request =
        UpdateTimeToLiveRequest.builder()
            .tableName(spec.name())
            .timeToLiveSpecification(
                TimeToLiveSpecification.builder()
                    .attributeName(spec.ttlAttribute())
                    .enabled(true)
                    .build())
            .build();
    try {
      var _ =
          call(
              "UpdateTimeToLive",
              limits ->
                  connection
                      .client()
                      .updateTimeToLive(request.toBuilder().overrideConfiguration(limits).build()),
              deadline);
      done.add("enabled TTL on attribute " + spec.ttlAttribute());
    } catch (StoreException.Rejected e) {
      // Another replica, or a lost attempt of ours, may have enabled it: then all is well.
      if (check.ttlFault(table, ttl(deadline)).isPresent()) {
        throw e;
      }
    }
  }

  private void protect(TableDescription table, Deadline deadline, List<String> done) {
    if (!Boolean.TRUE.equals(table.deletionProtectionEnabled())) {
      var _ =
          call(
              "UpdateTable",
              limits ->
                  connection
                      .client()
                      .updateTable(
                          UpdateTableRequest.builder()
                              .tableName(spec.name())
                              .deletionProtectionEnabled(true)
                              .overrideConfiguration(limits)
                              .build()),
              deadline);
      done.add("enabled deletion protection");
    }
    if (!hasPointInTimeRecovery(deadline)) {
      enablePointInTimeRecovery(deadline);
      done.add("enabled point-in-time recovery");
    }
  }

  private boolean hasPointInTimeRecovery(Deadline deadline) {
    return call(
        "DescribeContinuousBackups",
        limits -> {
          var backups =
              connection
                  .client()
                  .describeContinuousBackups(
                      DescribeContinuousBackupsRequest.builder()
                          .tableName(spec.name())
                          .overrideConfiguration(limits)
                          .build())
                  .continuousBackupsDescription();
          return backups.continuousBackupsStatus() == ContinuousBackupsStatus.ENABLED
              && backups.pointInTimeRecoveryDescription() != null
              && backups.pointInTimeRecoveryDescription().pointInTimeRecoveryStatus()
                  == PointInTimeRecoveryStatus.ENABLED;
        },
        deadline);
  }

  private void enablePointInTimeRecovery(Deadline deadline) {
    var _ =
        call(
            "UpdateContinuousBackups",
            limits ->
                connection
                    .client()
                    .updateContinuousBackups(
                        UpdateContinuousBackupsRequest.builder()
                            .tableName(spec.name())
                            .pointInTimeRecoverySpecification(
                                PointInTimeRecoverySpecification.builder()
                                    .pointInTimeRecoveryEnabled(true)
                                    .build())
                            .overrideConfiguration(limits)
                            .build()),
            deadline);
  }

  private <T> T call(
      String action, Function<AwsRequestOverrideConfiguration, T> send, Deadline deadline) {
    return switch (transmit(action, send, deadline)) {
      case Reply.Answered<T>(T response, boolean _) -> response;
      case Reply.Refused<T>(AwsServiceException refusal, boolean _) ->
          throw connection.text().rejected(spec.name(), action, refusal);
      case Reply.Lost<T>(StoreException fault, boolean _) -> throw fault;
    };
  }

  /** The answer; empty when the store rejects the call for a reason that is no fault here. */
  private <T> Optional<T> answered(
      String action,
      Function<AwsRequestOverrideConfiguration, T> send,
      Class<? extends AwsServiceException> expected,
      Deadline deadline) {
    try {
      return Optional.of(call(action, send, deadline));
    } catch (StoreException.Rejected e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> Reply<T> transmit(
      String action, Function<AwsRequestOverrideConfiguration, T> send, Deadline deadline) {
    CallMeter meter = connection.meter(action);
    Reply<T> reply = connection.attempts().send(action, send, deadline, meter);
    meter.ended(
        switch (reply) {
          case Reply.Answered<T> _ -> StoreCall.Result.APPLIED;
          case Reply.Refused<T> _ -> StoreCall.Result.REFUSED;
          case Reply.Lost<T>(StoreException fault, boolean _) ->
              fault instanceof StoreException.Rejected
                  ? StoreCall.Result.REJECTED
                  : StoreCall.Result.UNAVAILABLE;
        });
    return reply;
  }
}

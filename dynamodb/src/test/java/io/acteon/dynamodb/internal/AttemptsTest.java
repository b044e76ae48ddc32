package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.internal.ScriptedHttpClient.Line;
import io.acteon.store.Environment;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What an attempt's end means, and what is said of it. */
final class AttemptsTest {
  private static final Line FINE = new Line.Success("{}");
  private static final Line REFUSED = new Line.Failure(400, "ConditionalCheckFailedException");
  private static final Line LOST = new Line.Broken(new IOException("connection reset"));
  private static final Line NEVER_CONNECTED = new Line.Broken(new ConnectException("refused"));
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void anAnswerAtOnceLeavesNothingOpen() {
    assertThat(send(LONG, FINE))
        .isInstanceOf(Reply.Answered.class)
        .extracting(Reply::open)
        .isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "TransactionConflictException"
      })
  void whatWasCertainlyNotAppliedIsSentAgainAndLeavesNothingOpen(String type) {
    assertThat(send(LONG, new Line.Failure(400, type), REFUSED))
        .isInstanceOf(Reply.Refused.class)
        .extracting(Reply::open)
        .isEqualTo(false);
  }

  @Test
  void aConnectionThatWasNeverMadeLeavesNothingOpen() {
    assertThat(send(LONG, NEVER_CONNECTED, REFUSED).open()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalServerError", "ServiceUnavailable"})
  void aServerErrorLeavesTheAttemptOpen(String type) {
    assertThat(send(LONG, new Line.Failure(500, type), REFUSED))
        .isInstanceOf(Reply.Refused.class)
        .extracting(Reply::open)
        .isEqualTo(true);
  }

  @Test
  void aBrokenConnectionAndAConflictBetweenRegionsLeaveTheAttemptOpen() {
    assertThat(send(LONG, LOST, REFUSED).open()).isTrue();
    assertThat(
            send(LONG, new Line.Failure(400, "ReplicatedWriteConflictException"), REFUSED).open())
        .isTrue();
  }

  @Test
  void everyAttemptSendsTheSameBytes() {
    ScriptedHttpClient http = new ScriptedHttpClient(LOST, LOST, LOST, FINE);

    var _ = send(LONG, http);

    assertThat(http.bodies()).hasSize(4);
    assertThat(http.bodies().stream().distinct()).hasSize(1);
  }

  @Test
  void whenTheDeadlineComesAndNothingIsOpenTheCallHadNoEffect() {
    Reply<UpdateItemResponse> reply =
        send(Duration.ofMillis(300), new Line.Failure(400, "ThrottlingException"));

    assertThat(reply.open()).isFalse();
    assertThat(fault(reply))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("UpdateItem on table the-table")
        .hasMessageContaining("http://localhost:1")
        .hasMessageContaining("deadline");
  }

  @Test
  void whenTheDeadlineComesWithAnOpenAttemptThatIsSaid() {
    assertThat(send(Duration.ofMillis(300), LOST).open()).isTrue();
  }

  @Test
  void aDeadlineThatHasPassedSendsNothing() {
    ScriptedHttpClient http = new ScriptedHttpClient(FINE);

    assertThat(fault(send(Duration.ZERO, http))).hasMessageContaining("was not sent");
    assertThat(http.bodies()).isEmpty();
  }

  @Test
  void aMissingPermissionIsNamedAndNotTriedAgain() {
    ScriptedHttpClient http =
        new ScriptedHttpClient(new Line.Failure(400, "AccessDeniedException"));

    assertThat(fault(send(LONG, http)))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("dynamodb:UpdateItem")
        .hasMessageContaining("the-table");
    assertThat(http.bodies()).hasSize(1);
  }

  @Test
  void aMissingTableIsNamedWithWhereToLook() {
    assertThat(fault(send(LONG, new Line.Failure(400, "ResourceNotFoundException"))))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("the-table")
        .hasMessageContaining("region eu-west-3")
        .hasMessageContaining("-sharedDb")
        .hasMessageContaining("acteon migrate");
  }

  @Test
  void anInvalidRequestIsRejectedAtOnce() {
    assertThat(fault(send(LONG, new Line.Failure(400, "ValidationException"))))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("ValidationException");
  }

  @Test
  void aRejectionAfterALostAttemptStaysOpen() {
    Reply<UpdateItemResponse> reply =
        send(LONG, LOST, new Line.Failure(400, "AccessDeniedException"));

    assertThat(reply).isInstanceOf(Reply.Lost.class);
    assertThat(reply.open()).isTrue();
  }

  @Test
  void anInterruptedCallLeavesAtOnceAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    Reply<UpdateItemResponse> reply = send(LONG, LOST);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(fault(reply)).hasMessageContaining("interrupted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z",
        "Signature not yet current: 20260101T002000Z is still later than 20260101T001500Z"
      })
  void aSignatureOutOfTimeIsMadeAnew(String message) {
    ScriptedHttpClient http =
        new ScriptedHttpClient(new Line.Failure(400, "InvalidSignatureException", message), FINE);

    assertThat(send(LONG, http)).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void aWrongSecretKeyIsNamedAndNotTriedAgain() {
    ScriptedHttpClient http =
        new ScriptedHttpClient(
            new Line.Failure(
                400,
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided."));

    assertThat(fault(send(LONG, http)))
        .isInstanceOf(StoreException.Rejected.class)
        .hasMessageContaining("credentials are not valid");
    assertThat(http.bodies()).hasSize(1);
  }

  private static Reply<UpdateItemResponse> send(Duration patience, Line... script) {
    return send(patience, new ScriptedHttpClient(script));
  }

  private static Reply<UpdateItemResponse> send(Duration patience, ScriptedHttpClient http) {
    ConnectionSettings settings =
        new ConnectionSettings(
            Optional.of(URI.create("http://localhost:1")),
            Optional.of("eu-west-3"),
            Optional.empty(),
            "the-table",
            HttpClient.APACHE5,
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName("the-table")
            .key(Map.of("pk", AttributeValue.fromS("a")))
            .build();
    try (Connection connection = Connection.open(settings, Environment.system(), _ -> http)) {
      return connection
          .attempts()
          .send(
              "UpdateItem",
              limits ->
                  connection
                      .client()
                      .updateItem(request.toBuilder().overrideConfiguration(limits).build()),
              Deadline.in(patience, TimeSource.system()),
              connection.meter("test"));
    }
  }

  private static StoreException fault(Reply<UpdateItemResponse> reply) {
    if (reply instanceof Reply.Lost<UpdateItemResponse>(StoreException fault, boolean _)) {
      return fault;
    }
    throw new AssertionError("not lost: " + reply);
  }
}

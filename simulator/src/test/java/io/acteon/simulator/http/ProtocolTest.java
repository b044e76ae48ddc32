package io.acteon.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.simulator.Simulator;
import io.acteon.simulator.SimulatorOptions;
import io.acteon.simulator.TestTable;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProtocolTest {
  private static final Instant NOW = Instant.parse("2026-03-05T06:07:08Z");

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.plain(), InstantSource.fixed(NOW));
  private final Client client = new Client(simulator.endpoint());

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void anAnswerCarriesWhatClientsLookAt() throws Exception {
    Client.Answer answer = client.call("ListTables", "{}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(TestTable.json("{'TableNames':[]}"));
    assertThat(header(answer, "Content-Type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(header(answer, "Date")).isEqualTo("Thu, 05 Mar 2026 06:07:08 GMT");
    assertThat(header(answer, "x-amzn-RequestId")).hasSizeGreaterThan(20);
    CRC32 crc = new CRC32();
    crc.update(answer.raw().body());
    assertThat(header(answer, "x-amz-crc32")).isEqualTo(String.valueOf(crc.getValue()));
  }

  private static String header(Client.Answer answer, String name) {
    return answer.raw().headers().firstValue(name).orElseThrow();
  }

  @Test
  void theClockOfTheDateHeaderCanBeWrong() throws Exception {
    simulator.faults(Faults.builder().clockOffset(Duration.ofSeconds(-9)).build());
    assertThat(header(client.call("ListTables", "{}"), "Date"))
        .isEqualTo("Thu, 05 Mar 2026 06:06:59 GMT");
  }

  @Test
  void errorsAreToldAsAwsTellsThem() throws Exception {
    assertError(
        "GetItem",
        "{'TableName':'none','Key':{}}",
        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException");
    assertError(
        "GetItem", "{'TableName':'no','Key':{}}", "com.amazon.coral.validate#ValidationException");
    assertError("GetItem", "{'TableName':5}", "com.amazon.coral.service#SerializationException");
    assertError("GetItem", "{x", "com.amazon.coral.service#SerializationException");
    assertError("GetItem", "[]", "com.amazon.coral.service#SerializationException");
    assertError("DescribeEverything", "{}", "com.amazon.coral.service#UnknownOperationException");
  }

  private void assertError(String operation, String request, String type) throws Exception {
    Client.Answer answer = client.call(operation, request);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("__type").stringValue()).isEqualTo(type);
    assertThat(answer.body().get("message").stringValue()).isNotEmpty();
  }

  @Test
  void aRequestWithoutAuthorizationIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(simulator.endpoint())
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    Client.Answer answer = client.send(request);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("MissingAuthenticationTokenException");
  }

  @Test
  void requestsOnOneConnectionAreServedInTurnAlsoChunked() throws Exception {
    String first =
        "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nContent-Length: 2\r\n\r\n{}";
    String chunked =
        "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1;ext\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
    try (Socket socket =
        new Socket(simulator.endpoint().getHost(), simulator.endpoint().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((first + chunked).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      String answers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answers.split("\\{\"TableNames\":\\[]}", -1)).hasSize(3);
      assertThat(answers).contains("Connection: keep-alive").contains("Connection: close");
    }
  }

  @Test
  void theReportIsServedAsJsonAndResets() throws Exception {
    client.call("CreateTable", TestTable.CREATE);
    client.call("PutItem", "{'TableName':'tab','Item':{'pk':{'S':'k'},'sk':{'S':'-'}}}");
    Client.Answer report = own("GET", "/_simulator/report", "");
    assertThat(report.body().get("requests").intValue()).isEqualTo(2);
    assertThat(report.body().get("seed").intValue()).isEqualTo(1);
    assertThat(report.body().get("tables").get(0).get("hottest").get(0).get("key").stringValue())
        .isEqualTo("k");
    assertThat(own("POST", "/_simulator/reset", "").status()).isEqualTo(200);
    assertThat(own("GET", "/_simulator/report", "").body().get("requests").intValue()).isZero();
    assertThat(own("GET", "/elsewhere", "").status()).isEqualTo(404);
    assertThat(own("GET", "/", "").status()).isEqualTo(200);
  }

  @Test
  void faultsAreChangedWhileItRunsAndNonsenseIsRefused() throws Exception {
    assertThat(
            own(
                    "PUT",
                    "/_simulator/faults",
                    "{\"lose_response\":0.5,\"operations\":[\"PutItem\"],\"delay_by_ms\":\"normal:5,1\"}")
                .status())
        .isEqualTo(200);
    assertThat(simulator.faults().loseResponse()).isEqualTo(0.5);
    assertThat(simulator.faults().operations()).containsExactly("PutItem");
    for (String wrong :
        new String[] {
          "{\"lose_response\":2}",
          "{\"unheard_of\":1}",
          "{\"operations\":\"CreateTable\"}",
          "[]",
          "{"
        }) {
      assertThat(own("PUT", "/_simulator/faults", wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(simulator.faults().loseResponse()).isEqualTo(0.5);
    assertThat(own("PUT", "/_simulator/faults", "{}").status()).isEqualTo(200);
    assertThat(simulator.faults()).isEqualTo(Faults.none());
  }

  private Client.Answer own(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(simulator.endpoint().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }
}

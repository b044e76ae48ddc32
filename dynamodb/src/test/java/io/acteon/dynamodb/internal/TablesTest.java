package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.dynamodb.internal.ConnectionSettings.HttpClient;
import io.acteon.dynamodb.internal.TableSpec.Column;
import io.acteon.dynamodb.internal.TableSpec.Replicas;
import io.acteon.dynamodb.local.SharedDynamoDbLocal;
import io.acteon.store.Environment;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Creating and checking tables, against DynamoDB Local as itself and in the role of AWS. */
final class TablesTest {
  private static final List<String> FILTERS = List.of("outcome", "provider");

  private final String name = "t-" + UUID.randomUUID();

  @Test
  void atALocalEndpointAMissingTableIsMadeAndThenFound() {
    try (Connection local = local()) {
      Tables tables = new Tables(local, spec(FILTERS));

      tables.require(soon());

      assertThat(tables.migrate(soon())).containsExactly("found table " + name);
      tables.require(soon());
    }
  }

  @Test
  void migratingSaysWhatItDid() {
    try (Connection local = local()) {
      assertThat(new Tables(local, spec(FILTERS)).migrate(soon()))
          .containsExactly("created table " + name, "enabled TTL on attribute ttl");
    }
  }

  @Test
  void inAwsAMissingTableIsNotMade() {
    try (Connection aws = aws()) {
      assertThatThrownBy(() -> new Tables(aws, spec(FILTERS)).require(soon()))
          .isInstanceOf(StoreException.Rejected.class)
          .hasMessageContaining(name)
          .hasMessageContaining("acteon migrate");
    }
  }

  @Test
  void inAwsAFitTableIsAccepted() {
    try (Connection local = local();
        Connection aws = aws()) {
      new Tables(local, spec(FILTERS)).require(soon());

      new Tables(aws, spec(List.of("outcome"))).require(soon());
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    TableSpec other =
        new TableSpec(
            name,
            TableSpec.Key.of(Column.text("pk")),
            List.of(
                new TableSpec.Index(
                    "due", TableSpec.Key.of(Column.text("tb"), Column.text("td")), List.of()),
                new TableSpec.Index(
                    "filter", TableSpec.Key.of(Column.text("tb")), List.of("outcome"))),
            "ttl",
            Replicas.REFUSED);
    TableSpec wanted =
        new TableSpec(
            name,
            TableSpec.Key.of(Column.text("pk"), Column.text("sk")),
            List.of(
                new TableSpec.Index(
                    "due", TableSpec.Key.of(Column.text("tb"), Column.number("td")), List.of()),
                new TableSpec.Index("filter", TableSpec.Key.of(Column.text("tb")), FILTERS),
                new TableSpec.Index("gone", TableSpec.Key.of(Column.text("tb")), List.of())),
            "ttl",
            Replicas.REFUSED);
    try (Connection local = local();
        Connection aws = aws()) {
      new Tables(local, other).require(soon());

      for (Connection connection : List.of(local, aws)) {
        assertThatThrownBy(() -> new Tables(connection, wanted).require(soon()))
            .isInstanceOf(StoreException.Rejected.class)
            .hasMessageContaining(name + " is not fit")
            .hasMessageContaining(
                "the table's key is (pk S partition), but must be (pk S partition, sk S sort)")
            .hasMessageContaining(
                "the key of index 'due' is (tb S partition, td S sort), but must be"
                    + " (tb S partition, td N sort)")
            .hasMessageContaining("index 'filter' does not project [provider]")
            .hasMessageContaining("index 'gone' (tb S partition) is missing");
      }
    }
  }

  @Test
  void ttlOnAnotherAttributeIsRefused() {
    try (Connection local = local()) {
      new Tables(local, spec(FILTERS)).require(soon());
      TableSpec other =
          new TableSpec(name, spec(FILTERS).key(), List.of(), "expires", Replicas.REFUSED);

      assertThatThrownBy(() -> new Tables(local, other).require(soon()))
          .isInstanceOf(StoreException.Rejected.class)
          .hasMessageContaining("expires");
    }
  }

  private TableSpec spec(List<String> projected) {
    return new TableSpec(
        name,
        TableSpec.Key.of(Column.text("pk"), Column.text("sk")),
        List.of(
            new TableSpec.Index(
                "due", TableSpec.Key.of(Column.text("tb"), Column.number("td")), projected)),
        "ttl",
        Replicas.REFUSED);
  }

  private Connection local() {
    return Connection.open(
        settings(Optional.of(SharedDynamoDbLocal.url())),
        Environment.system(),
        UnaryOperator.identity());
  }

  /** A VPC endpoint over plain HTTP: AWS all the same. */
  private Connection aws() {
    System.setProperty("aws.accessKeyId", "acteonlocal");
    System.setProperty("aws.secretAccessKey", "acteonlocal");
    return Connection.open(
        settings(Optional.of(URI.create("http://vpce-1.dynamodb.us-east-1.vpce.amazonaws.com"))),
        Environment.system(),
        http -> new RedirectedHttpClient(http, SharedDynamoDbLocal.url()));
  }

  private ConnectionSettings settings(Optional<URI> url) {
    return new ConnectionSettings(
        url,
        Optional.of("us-east-1"),
        Optional.empty(),
        name,
        HttpClient.APACHE5,
        8,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
  }
}

package io.acteon.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.acteon.audit.AuditRecord;
import io.acteon.audit.Finding;
import io.acteon.audit.Finding.Kind;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.CanonicalJson;
import io.acteon.crypto.chain.BodyFacts;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.Field;
import io.acteon.crypto.chain.SealedRecord;
import io.acteon.dynamodb.audit.Mutations.Mutation;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every attribute of every kind of item that a chain consists of, changed, retyped, dropped or
 * added: each is found, with its kind, at its record. An attribute that the code writes and this
 * test does not know fails it.
 */
class ItemTamperTest {
  private static final String TABLE = Chains.TABLE.table();
  private static final long TARGET = 3;

  /** What is found when an attribute of a record is touched. */
  private static final Map<String, Kind> OF_RECORDS = ofRecords();

  private static final Map<String, Set<Kind>> OF_HEADS =
      Map.of(
          Attribute.EPOCH, EnumSet.of(Kind.UNREADABLE, Kind.DELETED),
          Attribute.NEXT_K,
              EnumSet.of(Kind.UNREADABLE, Kind.EDITED, Kind.DELETED, Kind.ROLLED_BACK),
          Attribute.NEXT_SEQUENCE, EnumSet.of(Kind.UNREADABLE, Kind.EDITED),
          Attribute.HEAD_HASH, EnumSet.of(Kind.UNREADABLE, Kind.EDITED),
          Attribute.SEGMENT_HASH, EnumSet.of(Kind.UNREADABLE, Kind.EDITED),
          Attribute.FRONTIER, EnumSet.of(Kind.UNREADABLE, Kind.EDITED),
          Attribute.HOLD, EnumSet.of(Kind.EDITED, Kind.INDEX_CHANGED),
          // Whose turn it is decides nothing but that; only what is no queue is found.
          Attribute.TURNS, EnumSet.of(Kind.INDEX_CHANGED));

  private static final Map<String, Set<Kind>> OF_SEGMENTS =
      Map.of(
          Attribute.SEGMENT,
          EnumSet.of(Kind.UNREADABLE, Kind.FORKED, Kind.EDITED, Kind.SIGNATURE_INVALID));

  private static final Map<String, Set<Kind>> OF_DIRECTORIES =
      Map.of(
          Attribute.SCOPE, EnumSet.of(Kind.INDEX_CHANGED),
          Attribute.DISPATCHED, EnumSet.of(Kind.INDEX_CHANGED),
          Attribute.SHARDS, EnumSet.of(Kind.INDEX_CHANGED));

  private static final Map<String, Set<Kind>> OF_LATEST =
      Map.of(
          "note", EnumSet.of(Kind.EDITED, Kind.SIGNATURE_INVALID),
          "size", EnumSet.of(Kind.INDEX_CHANGED));

  private static final Map<String, Set<Kind>> OF_CHECKPOINTS =
      Map.of("note", EnumSet.of(Kind.EDITED, Kind.SIGNATURE_INVALID));

  /** Deleted on its own; its name is how it is found at all. */
  private static final Set<String> KEYS = Set.of(Attribute.ID);

  /**
   * The secret of the cursor key is no part of a trail: whoever changes it makes cursors invalid,
   * and those are refused. The mark of how far intents are swept is a hint. (Checkpoints older than
   * the latest are not read either: the latest one's root covers what they said.)
   */
  private static final Set<String> NOT_LOOKED_AT = Set.of(Attribute.SECRET, Attribute.SWEPT_TO);

  private final Chains chains = new Chains();
  private AuditRecord target = chains.samples.full(chains.scope);

  private static Map<String, Kind> ofRecords() {
    var kinds = new HashMap<String, Kind>();
    for (String name :
        List.of(
            Attribute.SCOPE,
            Attribute.SCOPE_OUTCOME,
            Attribute.ACTION,
            Attribute.DISPATCHED,
            Attribute.PROVIDER,
            Attribute.ACTION_TYPE,
            Attribute.OUTCOME,
            Attribute.VERDICT,
            Attribute.MATCHED_RULE,
            Attribute.CHAIN_ID,
            Attribute.DURATION,
            Attribute.EXPIRES)) {
      kinds.put(name, Kind.INDEX_CHANGED);
    }
    for (String name :
        List.of(
            Attribute.SEQUENCE, Attribute.EPOCH, Attribute.PREVIOUS_HASH, Attribute.RECORD_HASH)) {
      kinds.put(name, Kind.REORDERED);
    }
    kinds.put(Attribute.TTL, Kind.TTL_CHANGED);
    kinds.put(Attribute.BODY, Kind.EDITED);
    kinds.put(Attribute.NONCE, Kind.EDITED);
    for (Field field : Field.values()) {
      kinds.put(field.wireName(), Kind.EDITED);
    }
    return kinds;
  }

  /** Closed, so that its last checkpoint is there; what was appended is three dispatches. */
  @BeforeEach
  void fill() {
    chains.dispatch();
    target = chains.dispatch(target).getLast();
    chains.dispatch();
    chains.restart();
    assertThat(chains.verify().findings()).isEmpty();
    assertThat(chains.verify().verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @AfterEach
  void close() {
    chains.close();
  }

  @Test
  void everyAttributeOfARecord() {
    Map<String, AttributeValue> item = Tamper.get(TABLE, target.id());
    assertThat(item.keySet())
        .as("attributes of a record with every field, and what this test knows")
        .isEqualTo(union(OF_RECORDS.keySet(), KEYS));

    OF_RECORDS.forEach((name, kind) -> {
      for (Mutation mutation : Mutations.of(item, name)) {
        Tamper.put(TABLE, mutation.item());
        assertFoundAt(mutation, kind);
      }
    });
    for (String more : List.of("more", Attribute.SHARDS, Attribute.HOLD, Attribute.SEGMENT)) {
      Mutation mutation = Mutations.with(item, more, RecordItem.number(1));
      Tamper.put(TABLE, mutation.item());
      assertFoundAt(mutation, Kind.INDEX_CHANGED);
    }
    Tamper.put(TABLE, item);
    assertThat(chains.verify().findings()).isEmpty();
  }

  /** Of the names that partitions could have, if records were spread over several. */
  @Test
  void aRecordInAPartitionThatNobodyReads() {
    Map<String, AttributeValue> item = Tamper.get(TABLE, target.id());
    for (int partition = 1; partition < 64; partition++) {
      var aside = new HashMap<>(item);
      for (String name : List.of(Attribute.SCOPE, Attribute.SCOPE_OUTCOME)) {
        String was = item.getOrDefault(name, RecordItem.text("")).s();
        aside.put(name, RecordItem.text(was + "#" + partition));
      }
      Tamper.put(TABLE, aside);
      assertFoundAt(new Mutation("partition " + partition, aside), Kind.INDEX_CHANGED);
    }
  }

  /** It is not in the listing of the scope, but the index of actions has it. */
  @Test
  void aForgedRecordInAPartitionThatNobodyReadsIsNotShown() {
    AuditRecord draw = chains.samples.record(chains.scope, target.actionId(), chains.time.now());
    SealedRecord forged = SealedRecord.seal(draw, new SecureRandom());
    var item = new HashMap<>(RecordItem.of(forged, forged.facts(), chains.keys));
    for (int partition = 1; partition < 64; partition++) {
      for (String name : List.of(Attribute.SCOPE, Attribute.SCOPE_OUTCOME)) {
        String was = item.getOrDefault(name, RecordItem.text("")).s().replaceAll("#\\d+$", "");
        item.put(name, RecordItem.text(was + "#" + partition));
      }
      Tamper.put(TABLE, item);
      assertThat(chains.store().latest(target.actionId(), _ -> true, chains.soon()))
          .as("partition " + partition)
          .map(AuditRecord::id)
          .contains(target.id());
    }
  }

  /** What a record does not have may be given to it. */
  @Test
  void everyAttributeAddedToARecordThatHasFew() {
    AuditRecord few =
        chains
            .dispatch(
                chains.samples.record(chains.scope).toBuilder()
                    .payload(Optional.empty())
                    .outcomeDetails(Json.EMPTY)
                    .build())
            .getLast();
    Map<String, AttributeValue> item = Tamper.get(TABLE, few.id());
    Map<String, AttributeValue> full = Tamper.get(TABLE, target.id());
    var absent = new TreeSet<>(full.keySet());
    absent.removeAll(item.keySet());
    assertThat(absent).hasSizeGreaterThanOrEqualTo(Field.values().length + 2);
    for (String name : absent) {
      Mutation mutation = Mutations.with(item, name, full.getOrDefault(name, RecordItem.text("")));
      Tamper.put(TABLE, mutation.item());
      Kind kind = OF_RECORDS.get(name);
      assertThat(chains.verify().findings())
          .as(mutation.what())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.recordId()).contains(few.id());
            assertThat(finding.sequence()).hasValue(7);
          });
    }
  }

  /** With the kind that is expected, at the record, and nothing at any other. */
  private void assertFoundAt(Mutation mutation, Kind kind) {
    VerificationReport report = chains.verify();
    assertThat(report.verdict()).as(mutation.what()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings())
        .as(mutation.what())
        .anySatisfy(finding -> assertThat(finding.kind()).isIn(kind, dropped(mutation, kind)))
        .allSatisfy(finding ->
            assertThat(
                    finding.recordId().map(target.id()::equals).orElse(true)
                        && (finding.sequence().equals(OptionalLong.of(TARGET))
                            || finding.kind() == Kind.INSERTED))
                .as(finding.toString())
                .isTrue());
  }

  /** A field that is gone, or is there as what no field is, is missing. */
  private static Kind dropped(Mutation mutation, Kind kind) {
    boolean isField =
        Arrays.stream(Field.values())
            .map(Field::wireName)
            .anyMatch(name -> {
              AttributeValue there = mutation.item().get(name);
              return there == null || there.b() == null;
            });
    return isField ? Kind.FIELD_MISSING : kind;
  }

  @Test
  void everyAttributeOfTheHead() {
    String id = chains.keys.headId(chains.name());
    Map<String, AttributeValue> item = new HashMap<>(Tamper.get(TABLE, id));
    assertThat(item.keySet())
        .isEqualTo(
            without(union(OF_HEADS.keySet(), KEYS), Set.of(Attribute.HOLD, Attribute.TURNS)));
    // Whoever deletes the head and the hold's record at once is found by the record.
    mutateAll(item, OF_HEADS, id);
  }

  @Test
  void everyAttributeOfAHeadUnderAHold() {
    chains.chain().hold(chains.scope, "case 17", chains.soon());
    String id = chains.keys.headId(chains.name());
    Map<String, AttributeValue> item = Tamper.get(TABLE, id);
    assertThat(item.keySet())
        .isEqualTo(without(union(OF_HEADS.keySet(), KEYS), Set.of(Attribute.TURNS)));
    assertThat(chains.verify().findings()).isEmpty();
    mutateAll(item, OF_HEADS, id);
  }

  @Test
  void everyAttributeOfASegment() {
    for (long k : new long[] {0, 2, 5}) {
      String id = chains.keys.segmentId(chains.name(), 0, k);
      Map<String, AttributeValue> item = Tamper.get(TABLE, id);
      assertThat(item.keySet()).isEqualTo(union(OF_SEGMENTS.keySet(), KEYS));
      mutateAll(item, OF_SEGMENTS, id);
    }
  }

  @Test
  void everyAttributeOfTheDirectory() {
    String id = chains.keys.directoryId(chains.scope);
    Map<String, AttributeValue> item = Tamper.get(TABLE, id);
    assertThat(item.keySet()).isEqualTo(union(OF_DIRECTORIES.keySet(), KEYS));
    mutateAll(item, OF_DIRECTORIES, id);

    Tamper.delete(TABLE, id);
    assertThat(kinds(chains.verify())).containsExactly(Kind.INDEX_CHANGED);
  }

  @Test
  void everyAttributeOfTheLatestCheckpoint() {
    String id = CheckpointItems.latestId(origin());
    Map<String, AttributeValue> item = Tamper.get(TABLE, id);
    assertThat(item.keySet()).isEqualTo(union(OF_LATEST.keySet(), KEYS));
    mutateAll(item, OF_LATEST, id);
  }

  @Test
  void everyAttributeOfACheckpoint() {
    String id = "CKPT#" + origin() + "#6";
    Map<String, AttributeValue> item = Tamper.get(TABLE, id);
    assertThat(item.keySet()).isEqualTo(union(OF_CHECKPOINTS.keySet(), KEYS));
    mutateAll(item, OF_CHECKPOINTS, id);

    Tamper.delete(TABLE, id);
    assertThat(kinds(chains.verify())).containsExactly(Kind.DELETED);
  }

  /** Names stand in one place, so that the next test sees them all. */
  @Test
  void attributesAreNamedInOnePlace() throws IOException {
    Path sources = Path.of("src", "main", "java", "io", "acteon", "dynamodb", "audit");
    Pattern attribute = Pattern.compile("static final String [A-Z_]+ = \"[a-z_]+\";");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        // The other one names tables and indexes.
        if (!file.endsWith("Attribute.java") && !file.endsWith("AuditTable.java")) {
          assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(attribute);
        }
      }
    }
  }

  /**
   * An attribute that the code has a name for is one of some kind of item above, or one that no
   * verification looks at, for a reason.
   */
  @Test
  void everyNameOfAnAttributeIsKnownHere() throws IllegalAccessException {
    var known = new HashSet<>(KEYS);
    for (Map<String, ?> kinds :
        List.of(OF_RECORDS, OF_HEADS, OF_SEGMENTS, OF_DIRECTORIES, OF_LATEST, OF_CHECKPOINTS)) {
      known.addAll(kinds.keySet());
    }
    var names = new HashSet<String>();
    for (var constant : Attribute.class.getDeclaredFields()) {
      if (constant.getType() == String.class) {
        names.add(String.valueOf(constant.get(null)));
      }
    }
    assertThat(known).doesNotContainAnyElementsOf(NOT_LOOKED_AT);
    known.addAll(NOT_LOOKED_AT);
    assertThat(known).containsAll(names);
  }

  /** Each member of the body, in a record that has all of them. */
  @Test
  void everyMemberOfTheBody() {
    Map<String, AttributeValue> item = Tamper.get(TABLE, target.id());
    String text = RecordItem.bytes(item, Attribute.BODY).orElseThrow().text();
    Map<String, Json> body =
        JsonText.parse(text) instanceof Json.Obj object ? object.fields() : Map.of();
    assertThat(body.keySet()).isEqualTo(membersByReflection());

    for (String name : body.keySet()) {
      for (Json value : List.of(Json.of("x"), Json.of(7))) {
        assertBodyFound(item, name + " = " + value, put(body, name, value));
      }
      var without = new LinkedHashMap<>(body);
      without.remove(name);
      assertBodyFound(item, "without " + name, without);
    }
    assertBodyFound(item, "more", put(body, "more", Json.of("x")));
  }

  private void assertBodyFound(
      Map<String, AttributeValue> item, String what, Map<String, Json> body) {
    var bytes = CanonicalJson.bytes(new Json.Obj(body));
    Mutation mutation = Mutations.with(item, Attribute.BODY, RecordItem.binary(bytes));
    Tamper.put(TABLE, mutation.item());
    assertFoundAt(new Mutation(what, mutation.item()), Kind.EDITED);
  }

  private static Map<String, Json> put(Map<String, Json> body, String name, Json value) {
    var changed = new LinkedHashMap<>(body);
    changed.put(name, value);
    return changed;
  }

  /** What the code reads of a body, under the names of the wire. */
  private static Set<String> membersByReflection() {
    var names = new HashSet<String>(Set.of("v"));
    for (RecordComponent component : BodyFacts.class.getRecordComponents()) {
      switch (component.getName()) {
        case "scope" -> names.addAll(Set.of("namespace", "tenant"));
        case "commitments" ->
            Arrays.stream(Field.values()).map(Field::wireName).forEach(names::add);
        default ->
            names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private void mutateAll(
      Map<String, AttributeValue> item, Map<String, Set<Kind>> expected, String id) {
    expected.forEach((name, kinds) -> {
      for (Mutation mutation :
          item.containsKey(name)
              ? Mutations.of(item, name)
              : List.of(Mutations.with(item, name, RecordItem.number(1)))) {
        Tamper.put(TABLE, mutation.item());
        assertThat(kinds(chains.verify()))
            .as(id + ": " + mutation.what())
            .isNotEmpty()
            .containsAnyElementsOf(kinds);
      }
    });
    for (String more : List.of("more", Attribute.TTL)) {
      Mutation mutation = Mutations.with(item, more, RecordItem.number(1));
      Tamper.put(TABLE, mutation.item());
      assertThat(kinds(chains.verify()))
          .as(id + ": " + mutation.what())
          .containsExactly(Kind.INDEX_CHANGED);
    }
    Tamper.put(TABLE, item);
    assertThat(chains.verify().findings()).isEmpty();
  }

  private String origin() {
    return new ChainId(ChainId.logId("test"), chains.name(), 0).origin("acteon");
  }

  private static List<Kind> kinds(VerificationReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    var all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Set<String> without(Set<String> some, Set<String> less) {
    var all = new HashSet<>(some);
    all.removeAll(less);
    return all;
  }
}

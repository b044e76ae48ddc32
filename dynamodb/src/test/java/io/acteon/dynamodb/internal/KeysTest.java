package io.acteon.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.model.Scope;
import io.acteon.state.Kind;
import io.acteon.state.StateKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KeysTest {
  private static final Kind POINT = new Kind("point", Kind.Shape.POINT);
  private static final Kind LISTABLE = new Kind("listable", Kind.Shape.LISTABLE);
  private static final String ALPHABET = "ab|%!-:7C\u20ac";

  private final Keys keys = new Keys("acteon");

  @Test
  void aPlainNameIsReadableInTheTable() {
    assertThat(keys.point(new StateKey(new Scope("ns", "tenant"), POINT, "order-1")))
        .isEqualTo(new ItemKey("acteon|ns|tenant|point|order-1", "-", Optional.empty()));
  }

  @Test
  void differentNamesAreDifferentKeys() {
    long seed = Long.getLong("acteon.seed", System.nanoTime());
    Random random = new Random(seed);
    record Named(String prefix, StateKey key) {}
    List<Named> names =
        IntStream.range(0, 20_000)
            .mapToObj(_ ->
                new Named(
                    word(random),
                    new StateKey(new Scope(word(random), word(random)), POINT, word(random))))
            .distinct()
            .toList();

    assertThat(names.stream().map(named -> new Keys(named.prefix()).point(named.key())))
        .as("-Dacteon.seed=" + seed)
        .doesNotHaveDuplicates();
  }

  @Test
  void reservedWordsCannotBeNamed() {
    String directory = keys.directoryShard(LISTABLE, 0);

    assertThat(keys.point(new StateKey(new Scope("!dir", "listable"), POINT, "0")).pk())
        .isNotEqualTo(directory)
        .doesNotContain("!dir");
  }

  @Test
  void longIdsAreHashedAndKept() {
    String id = "x".repeat(5_000);
    ItemKey key = keys.point(new StateKey(new Scope("ns", "t"), POINT, id));

    assertThat(key.rawId()).contains(id);
    assertThat(key.pk()).startsWith("acteon|ns|t|point|!").hasSizeLessThan(120);
    assertThat(keys.point(new StateKey(new Scope("ns", "t"), POINT, id + "x")).pk())
        .isNotEqualTo(key.pk());
  }

  @Test
  void everyKeyIsWithinDynamoDbsLimits() {
    Scope widest = new Scope("%".repeat(256), "|".repeat(256));
    Keys longest = new Keys("!".repeat(64));
    for (int length : List.of(1, 400, 899, 900, 901, 1_000, 2_000, 5_461)) {
      ItemKey point = longest.point(new StateKey(widest, POINT, "\u20ac".repeat(length)));
      ItemKey listed = longest.listed(new StateKey(widest, LISTABLE, "\u20ac".repeat(length)));
      ItemKey directory = longest.directory(widest, LISTABLE);

      for (ItemKey key : List.of(point, listed, directory)) {
        assertThat(key.pk().getBytes(StandardCharsets.UTF_8).length).isBetween(1, 2_048);
        assertThat(key.sk().getBytes(StandardCharsets.UTF_8).length).isBetween(1, 1_024);
      }
    }
  }

  @Test
  void aHashedSortKeyIsLongerThanAnyPlainOneAndKeepsItsBeginning() {
    String plain = "a".repeat(900);
    String hashed = keys.sortKey("k", plain + "b");

    assertThat(keys.sortKey("k", plain)).isEqualTo(plain);
    assertThat(hashed).startsWith(plain).hasSizeGreaterThan(900);
    assertThat(keys.sortKeyPrefix("k", plain + "b")).isEqualTo(plain);
    assertThat(hashed).startsWith(keys.sortKeyPrefix("k", plain + "b"));
  }

  @Test
  void namesThatCannotBeKeptApartAreRefused() {
    Scope scope = new Scope("ns", "t");
    List<Scope> bad = new ArrayList<>();
    bad.add(new Scope("n".repeat(257), "t"));
    bad.add(new Scope("n", "\u20ac".repeat(86)));
    bad.add(new Scope("n\ud800", "t"));
    for (Scope one : bad) {
      assertThatThrownBy(() -> keys.point(new StateKey(one, POINT, "id")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> keys.point(new StateKey(scope, POINT, "\udc00")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> new Keys(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prefix");
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }
}

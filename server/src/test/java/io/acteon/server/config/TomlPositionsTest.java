package io.acteon.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TomlPositionsTest {

  @Test
  void everyKindOfKeyIsFoundWhereItStands() {
    String toml =
        """
        top = 1 # [not.a.table]
        [a]
        b = "x = 1 # no comment"
          c.d = 'it\\'
        "quoted key" = [ 1,
          2 ] # and
        inline = { e = 1, f.g = [{ h = 2 }] }
        text = \"""
        [no.table]
        k = 1\"""\"
        raw = '''
        z = 1'''
        [a.sub]
        i = 1
        [[list]]
        j = 1
        [[list]]
        j = 2
        [list.inner]
        l = 1
        [[list.deep]]
        m = 1
        """;
    var positions = TomlPositions.of(toml);
    assertThat(positions)
        .containsEntry("top", new Position(1, 1))
        .containsEntry("a", new Position(2, 1))
        .containsEntry("a.b", new Position(3, 1))
        .containsEntry("a.c.d", new Position(4, 3))
        .containsEntry("a.\"quoted key\"", new Position(5, 1))
        .containsEntry("a.\"quoted key\"[1]", new Position(6, 3))
        .containsEntry("a.inline", new Position(7, 1))
        .containsEntry("a.inline.f.g[0].h", new Position(7, 28))
        .containsEntry("a.text", new Position(8, 1))
        .containsEntry("a.raw", new Position(11, 1))
        .containsEntry("a.sub.i", new Position(14, 1))
        .containsEntry("list", new Position(15, 1))
        .containsEntry("list[0].j", new Position(16, 1))
        .containsEntry("list[1]", new Position(17, 1))
        .containsEntry("list[1].j", new Position(18, 1))
        .containsEntry("list[1].inner.l", new Position(20, 1))
        .containsEntry("list[1].deep[0].m", new Position(22, 1))
        .doesNotContainKeys("no.table", "a.k", "a.z", "z", "k");
  }

  @Test
  void textThatIsNotTomlEndsTheScanAllTheSame() {
    for (String junk :
        new String[] {"[", "[[", "a = [", "a = {", "= = ]", "\"", "a.", "'''", "}"}) {
      assertThat(TomlPositions.of(junk)).isNotNull();
    }
  }
}

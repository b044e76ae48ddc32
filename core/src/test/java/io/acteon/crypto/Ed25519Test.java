package io.acteon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Test {

  /** RFC 8032 section 7.1, tests 1 and 2. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  })
  void keysAndSignaturesAreThoseOfTheRfc(
      String seed, String publicKey, String message, String signature) {
    var key = Ed25519Private.ofSeed(hex(seed));

    assertThat(key.publicKey().raw()).isEqualTo(hex(publicKey));
    assertThat(key.sign(hex(message))).isEqualTo(hex(signature));
    assertThat(key.publicKey().verifies(hex(message), hex(signature))).isTrue();
    assertThat(key.publicKey().verifies(hex(message + "00"), hex(signature))).isFalse();
  }

  @Test
  void aGeneratedKeyIsReadBackFromItsPem() {
    var key = Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
    Octets message = Octets.utf8("m");

    assertThat(Ed25519Public.parse(key.publicKey().base64()).verifies(message, key.sign(message)))
        .isTrue();
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
    assertThatThrownBy(() -> Ed25519Private.parse("s3cr3t!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cr3t");
    assertThatThrownBy(() -> Ed25519Private.parse("AAAA")).hasMessageContaining("32 bytes");
  }

  /** The example of the Go package golang.org/x/mod/sumdb/note. */
  @Test
  void aPublishedSignedNoteVerifies() {
    Octets encoded =
        Octets.of(Base64.getDecoder().decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
    var key = Ed25519Public.of(encoded.slice(1, encoded.size()));
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    String signature =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    var note = SignedNote.parse(text + "\n" + signature);

    assertThat(note.isSignedBy("PeterNeumann", key)).isTrue();
    assertThat(note.isSignedBy("EnochRoot", key)).isFalse();
    assertThat(note.print()).isEqualTo(text + "\n" + signature);
    assertThat(new SignedNote(text + "!\n", note.signatures()).isSignedBy("PeterNeumann", key))
        .isFalse();
  }

  @Test
  void aCheckpointIsReadBack() {
    var checkpoint = new Checkpoint("acteon.example/ab/0", 42, MerkleTree.leaf(Octets.EMPTY));

    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    assertThat(Checkpoint.parse(checkpoint.text() + "extension\n")).isEqualTo(checkpoint);
    assertThatThrownBy(() -> Checkpoint.parse("o\n042\nAAAA\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Octets hex(String hex) {
    return Octets.of(HexFormat.of().parseHex(hex));
  }
}

package io.acteon.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Hash;
import io.acteon.crypto.MerkleTree;
import io.acteon.crypto.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final Ed25519Private KEY =
      Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
  private static final ChainId CHAIN = new ChainId(ChainId.logId("test"), "shop#acme", 0);
  private static final Octets BATCH = Octets.utf8("0123456789abcdef");

  private static ChainTip.Link link(int i) {
    return new ChainTip.Link("r-" + i, i * 10L, 1_000 + i, Octets.utf8("c" + i).sha256());
  }

  private static SegmentBytes two() {
    return ChainTip.beginning(CHAIN).append(List.of(link(1), link(2)), BATCH, Optional.of(KEY));
  }

  @Test
  void aSegmentIsReadBackFromItsBytes() {
    SegmentBytes written = two();

    assertThat(SegmentBytes.read(written.bytes())).isEqualTo(written);
    assertThat(written.isSignedBy(KEY.publicKey())).isTrue();
  }

  @Test
  void anUnsignedSegmentBearsNoSignature() {
    SegmentBytes plain =
        ChainTip.beginning(CHAIN).append(List.of(link(1)), BATCH, Optional.empty());

    assertThat(SegmentBytes.read(plain.bytes())).isEqualTo(plain);
    assertThat(plain.isSignedBy(KEY.publicKey())).isFalse();
  }

  @Test
  void everyByteIsSigned() {
    byte[] bytes = two().bytes().toArray();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(isIntact(Octets.of(changed))).as("byte %d", i).isFalse();
    }
    assertThat(isIntact(Octets.of(Arrays.copyOf(bytes, bytes.length - 1)))).isFalse();
    assertThat(isIntact(Octets.of(Arrays.copyOf(bytes, bytes.length + 1)))).isFalse();
  }

  private static boolean isIntact(Octets bytes) {
    try {
      return SegmentBytes.read(bytes).isSignedBy(KEY.publicKey());
    } catch (UnreadableRecordException _) {
      return false;
    }
  }

  @Test
  void tipsOfSegmentsOfAnySizeAgreeWithTheTreeOverAllRecords() {
    ChainTip tip = ChainTip.beginning(CHAIN);
    var leaves = new ArrayList<Hash>();
    int next = 0;
    for (int size : new int[] {1, 3, 7, 2, 97}) {
      var links = new ArrayList<ChainTip.Link>();
      for (int i = 0; i < size; i++) {
        links.add(link(next++));
      }
      SegmentBytes segment = tip.append(links, BATCH, Optional.empty());
      segment.segment().entries().forEach(entry -> leaves.add(ChainId.leaf(entry.recordHash())));
      assertThat(segment.segment().prev()).isEqualTo(tip.end());
      assertThat(segment.segment().prevSegment()).isEqualTo(tip.lastSegment());
      tip = tip.after(segment);
      assertThat(tip.nextSequence()).isEqualTo(next);
      assertThat(tip.frontier().root()).isEqualTo(MerkleTree.root(leaves));
    }
    assertThat(tip.nextK()).isEqualTo(5);
  }

  @Test
  void aFullSegmentStaysNearTwelveKilobytes() {
    var links = new ArrayList<ChainTip.Link>();
    for (int i = 0; i < 97; i++) {
      links.add(
          new ChainTip.Link(
              "01a20394-0798-7000-830b-05022b4f1cc4", 1, 1, Octets.utf8("c" + i).sha256()));
    }

    assertThat(ChainTip.beginning(CHAIN).append(links, BATCH, Optional.of(KEY)).bytes().size())
        .isBetween(10_000, 12_288);
  }

  @Test
  void somethingElseIsNotASegment() {
    assertThatThrownBy(() -> SegmentBytes.read(Octets.utf8("ACSG")))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> SegmentBytes.read(Octets.EMPTY))
        .isInstanceOf(UnreadableRecordException.class);
  }

  /** The documented format with nothing but the JDK, as a second implementation would read it. */
  @Test
  void theDocumentedFormatIsEnoughToVerifyASegment() throws Exception {
    byte[] bytes = two().bytes().toArray();
    byte[] logId = sha256("test".getBytes(StandardCharsets.UTF_8));

    ByteBuffer in = ByteBuffer.wrap(bytes);
    assertThat(ascii(in, 4)).isEqualTo("ACSG");
    assertThat(in.get()).isEqualTo((byte) 1);
    assertThat(take(in, 16)).isEqualTo(Arrays.copyOf(logId, 16));
    assertThat(ascii(in, in.getInt())).isEqualTo("shop#acme");
    assertThat(in.getInt()).as("epoch").isZero();
    assertThat(in.getLong()).as("k").isZero();
    assertThat(in.getLong()).as("first").isZero();
    assertThat(in.getShort()).as("count").isEqualTo((short) 2);
    assertThat(take(in, 16)).isEqualTo(BATCH.toArray());
    byte[] prev = take(in, 32);
    assertThat(prev)
        .isEqualTo(sha256(hex("03"), Arrays.copyOf(logId, 16), lp("shop#acme"), u32(0)));
    assertThat(take(in, 32)).as("no segment before").isEqualTo(new byte[32]);
    assertThat(in.getLong()).as("earliest").isEqualTo(1_001);
    assertThat(in.getLong()).as("latest").isEqualTo(1_002);
    for (int i = 1; i <= 2; i++) {
      assertThat(ascii(in, in.getInt())).isEqualTo("r-" + i);
      assertThat(in.getLong()).as("expiry").isEqualTo(i * 10L);
      byte[] content = take(in, 32);
      assertThat(content).isEqualTo(sha256(("c" + i).getBytes(StandardCharsets.UTF_8)));
      prev =
          sha256(
              hex("02"),
              Arrays.copyOf(logId, 16),
              lp("shop#acme"),
              u32(0),
              u64(i - 1),
              u64(i * 10L),
              lp("r-" + i),
              prev,
              content);
      assertThat(take(in, 32)).isEqualTo(prev);
    }
    assertThat(in.getLong()).as("tree size").isEqualTo(2);
    byte[] root = take(in, 32);
    assertThat(root).hasSize(32);
    assertThat(in.get()).as("length of the key id").isEqualTo((byte) 8);
    byte[] rawKey = KEY.publicKey().raw().toArray();
    assertThat(take(in, 8)).isEqualTo(Arrays.copyOf(sha256(rawKey), 8));
    int end = in.position();
    assertThat(in.remaining()).isEqualTo(64);

    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(join(hex("302a300506032b6570032100"), rawKey))));
    ed25519.update("acteon/segment/v1".getBytes(StandardCharsets.US_ASCII));
    ed25519.update(bytes, 0, end);
    assertThat(ed25519.verify(bytes, end, 64)).isTrue();
  }

  private static String ascii(ByteBuffer in, int length) {
    return new String(take(in, length), StandardCharsets.US_ASCII);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] lp(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return join(u32(bytes.length), bytes);
  }

  private static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] join(byte[]... parts) {
    var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  private static byte[] sha256(byte[]... parts) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(join(parts));
  }
}

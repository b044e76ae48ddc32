package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.audit.AuditRecord;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.Segment;
import io.acteon.crypto.chain.SegmentBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes the files of examples/audit: the trail as it is, after a record was edited behind the
 * gateway's back, and after its end was cut off; with the anchor file and the public key. The
 * private key is made for it and thrown away. For one thread, once.
 */
final class ExampleFiles {
  static final String TRAIL = "trail.jsonl";
  static final String TAMPERED = "tampered.jsonl";
  static final String TRUNCATED = "truncated.jsonl";
  static final String ANCHOR = "anchor.jsonl";
  static final String PUBLIC_KEY = "public-key.pem";

  private static final String HEAD = "HEAD#shop#acme";
  private static final String SPKI = "302a300506032b6570032100"; // RFC 8410

  private final Path folder;

  ExampleFiles(Path folder) {
    this.folder = folder;
  }

  void write() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path keyFile = Files.createTempFile("acteon-example", ".pem");
    Path anchorFile = folder.resolve(ANCHOR);
    Files.deleteIfExists(anchorFile);
    try {
      String key = Ed25519Private.generatePem(new SecureRandom());
      Files.writeString(keyFile, key);
      Files.writeString(
          folder.resolve(PUBLIC_KEY), pem(Ed25519Private.parse(key).publicKey().raw()));
      Map<String, AttributeValue> early;
      AuditRecord refund;
      try (var trail = new ExampleTrail(keyFile, anchorFile)) {
        refund = trail.morning();
        trail.checkpoint();
        early = Tamper.get(trail.table(), HEAD);
        trail.noon();
        trail.afternoon();
        export(trail, TRAIL);
        tamper(trail, refund);
        truncate(trail, early);
      }
    } finally {
      Files.delete(keyFile);
    }
  }

  private static String pem(Octets raw) {
    byte[] der = HexFormat.of().parseHex(SPKI + raw.hex());
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private void export(ExampleTrail trail, String file) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
      var _ =
          trail
              .store()
              .chain()
              .orElseThrow()
              .export(trail.scope(), Range.ALL, out, Progress.NONE, trail.soon());
    }
  }

  /** The amount of the refund, in the bytes that are stored of it. */
  private void tamper(ExampleTrail trail, AuditRecord refund) throws IOException {
    AttributeValue before = attribute(Tamper.get(trail.table(), refund.id()), "payload");
    String text = before.b().asString(StandardCharsets.ISO_8859_1);
    AttributeValue after =
        AttributeValue.fromB(
            SdkBytes.fromString(
                text.replace("\"1900.00\"", "\"19.00\""), StandardCharsets.ISO_8859_1));
    Tamper.set(trail.table(), refund.id(), "payload", after);
    export(trail, TAMPERED);
    Tamper.set(trail.table(), refund.id(), "payload", before);
  }

  /** All that came after {@code early}, as if it had never been. */
  private void truncate(ExampleTrail trail, Map<String, AttributeValue> early) throws IOException {
    Map<String, AttributeValue> head = Tamper.get(trail.table(), HEAD);
    long end = Long.parseLong(attribute(head, "next_k").n());
    for (long k = Long.parseLong(attribute(early, "next_k").n()); k < end; k++) {
      String id = "SEQ#shop#acme#0#" + k;
      Octets bytes =
          Octets.of(attribute(Tamper.get(trail.table(), id), "segment").b().asByteArray());
      SegmentBytes.read(bytes).segment().entries().stream()
          .map(Segment.Entry::id)
          .forEach(record -> Tamper.delete(trail.table(), record));
      Tamper.delete(trail.table(), id);
    }
    Tamper.put(trail.table(), early);
    export(trail, TRUNCATED);
    Tamper.put(trail.table(), head);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}

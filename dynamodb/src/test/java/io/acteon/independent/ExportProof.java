package io.acteon.independent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verifies an export, and the checkpoints of an anchor file against it. For one thread, once. */
public final class ExportProof {
  private static final Set<String> FIELDS =
      Set.of(
          "payload",
          "outcome_details",
          "verdict_details",
          "metadata",
          "caller_id",
          "attachment_metadata",
          "canonical_hash",
          "signature");

  private final byte[] key;
  private final byte[] logId;
  private final String logOrigin;
  private final List<byte[]> recordHashes = new ArrayList<>();
  private final StringBuilder before = new StringBuilder();
  private String chain = "";
  private long epoch;
  private String exportedAt = "";
  private String from = "-";
  private String to = "-";
  private byte[] previous = {};
  private byte[] previousSegment = new byte[32];
  private long segments;
  private List<Entry> entries = List.of();
  private boolean isInRange;
  private long missing;
  private long latestExpiryOfMissing;
  private long records;
  private boolean isClosed;

  /** What a segment says of a record that did not come yet. */
  private record Entry(long n, String id, long expires, String contentHex) {}

  /** What was proved. */
  public record Result(long size, long records, long missing) {}

  public ExportProof(byte[] key, String logId, String logOrigin) {
    this.key = key;
    this.logId = Arrays.copyOf(Bytes.sha256(Bytes.utf8(logId)), 16);
    this.logOrigin = logOrigin;
  }

  public Result verify(List<String> lines) {
    for (String line : lines) {
      need(!isClosed, "there is more after the manifest");
      Map<String, Object> object = PlainJson.object(line);
      switch (text(object, "type")) {
        case "acteon-audit-export" -> header(object);
        case "segment" -> segment(object);
        case "record" -> record(object);
        case "manifest" -> manifest(text(object, "note"));
        default -> throw new Broken("an unknown type of line: " + line);
      }
      before.append(line).append('\n');
    }
    need(isClosed, "there is no manifest");
    return new Result(recordHashes.size(), records, missing);
  }

  private void header(Map<String, Object> header) {
    need(before.isEmpty() && number(header, "v") == 1, "a header of version 1 comes first");
    need(text(header, "log_id").equals(HexFormat.of().formatHex(logId)), "it is of another log");
    chain = text(header, "chain");
    epoch = number(header, "epoch");
    exportedAt = text(header, "exported_at");
    from = (String) header.getOrDefault("from", "-");
    to = (String) header.getOrDefault("to", "-");
    previous = Bytes.sha256(Bytes.u8(3), logId, Bytes.lp(chain), Bytes.u32(epoch));
  }

  private void segment(Map<String, Object> line) {
    endOfSegment();
    byte[] bytes = Base64.getUrlDecoder().decode(text(line, "bytes"));
    ByteBuffer in = ByteBuffer.wrap(bytes);
    need(Arrays.equals(take(in, 5), Bytes.join(Bytes.utf8("ACSG"), Bytes.u8(1))), "magic");
    need(Arrays.equals(take(in, 16), logId), "log id");
    need(take(in, in.getInt(), "chain").equals(chain), "chain");
    need(Integer.toUnsignedLong(in.getInt()) == epoch, "epoch");
    need(in.getLong() == segments && number(line, "k") == segments, "segment number");
    need(in.getLong() == recordHashes.size(), "first record");
    int count = Short.toUnsignedInt(in.getShort());
    var _ = take(in, 16); // the batch id
    need(Arrays.equals(take(in, 32), previous), "the record hash before");
    need(Arrays.equals(take(in, 32), previousSegment), "the segment before");
    isInRange = isInRange(in.getLong(), in.getLong());
    entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entry(in);
    }
    frontier(in);
    signature(in, bytes);
    previousSegment = Bytes.sha256(bytes);
    segments++;
  }

  private void entry(ByteBuffer in) {
    String id = take(in, in.getInt(), "id");
    long expires = in.getLong();
    byte[] content = take(in, 32);
    long n = recordHashes.size();
    byte[] hash =
        Bytes.sha256(
            Bytes.u8(2),
            logId,
            Bytes.lp(chain),
            Bytes.u32(epoch),
            Bytes.u64(n),
            Bytes.u64(expires),
            Bytes.lp(id),
            previous,
            content);
    need(Arrays.equals(take(in, 32), hash), "the hash of record " + n);
    previous = hash;
    recordHashes.add(hash);
    entries.add(new Entry(n, id, expires, HexFormat.of().formatHex(content)));
  }

  /** The peaks are the roots of the largest full subtrees, from the left. */
  private void frontier(ByteBuffer in) {
    long size = in.getLong();
    need(size == recordHashes.size(), "the tree's size");
    int done = 0;
    for (long bit = Long.highestOneBit(size); bit > 0; bit >>= 1) {
      if ((size & bit) != 0) {
        List<byte[]> leaves = recordHashes.subList(done, done + (int) bit);
        need(Arrays.equals(take(in, 32), Bytes.merkleRoot(leaves)), "a peak of the tree");
        done += (int) bit;
      }
    }
  }

  private void signature(ByteBuffer in, byte[] bytes) {
    need(in.get() == 8, "a signed segment");
    need(Arrays.equals(take(in, 8), Arrays.copyOf(Bytes.sha256(key), 8)), "the key id");
    byte[] signed =
        Bytes.join(Bytes.utf8("acteon/segment/v1"), Arrays.copyOf(bytes, in.position()));
    need(Bytes.isSigned(key, signed, take(in, 64)), "the signature of segment " + segments);
    need(!in.hasRemaining(), "nothing after the signature");
  }

  private void record(Map<String, Object> line) {
    Entry entry =
        entries.stream()
            .filter(one -> number(line, "n") == one.n() && text(line, "id").equals(one.id()))
            .findFirst()
            .orElseThrow(() -> new Broken("no segment names record " + number(line, "n")));
    entries.remove(entry);
    byte[] body = Bytes.utf8(text(line, "body"));
    byte[] nonce = Base64.getUrlDecoder().decode(text(line, "nonce"));
    need(nonce.length == 32, "the nonce of record " + entry.n());
    byte[] content = Bytes.sha256(Bytes.utf8("acteon/record/v1"), nonce, body);
    need(
        HexFormat.of().formatHex(content).equals(entry.contentHex()),
        "the content of record " + entry.n());
    Map<String, Object> facts = PlainJson.object(text(line, "body"));
    need(number(facts, "v") == 1 && text(facts, "id").equals(entry.id()), "the body's id");
    fields(facts, members(line, "fields"), entry.n());
    records++;
  }

  private static void fields(Map<String, Object> facts, Map<String, Object> stored, long n) {
    for (String name : FIELDS) {
      Object commitment = facts.get(name);
      need((commitment != null) == stored.containsKey(name), name + " of record " + n);
      if (commitment != null) {
        byte[] bytes = storedBytes(members(stored, name));
        byte[] c = Bytes.sha256(Bytes.utf8("acteon/field/v1"), Bytes.lp(name), bytes);
        need(
            text(members(facts, name), "c")
                .equals(Base64.getUrlEncoder().withoutPadding().encodeToString(c)),
            name + " of record " + n);
      }
    }
  }

  private static byte[] storedBytes(Map<String, Object> field) {
    return field.containsKey("bytes")
        ? Base64.getUrlDecoder().decode(text(field, "bytes"))
        : Bytes.join(
            Base64.getUrlDecoder().decode(text(field, "salt")), Bytes.utf8(text(field, "text")));
  }

  /** In epoch milliseconds, both ends included. */
  private boolean isInRange(long earliest, long latest) {
    return (from.equals("-") || latest >= Instant.parse(from).toEpochMilli())
        && (to.equals("-") || earliest <= Instant.parse(to).toEpochMilli());
  }

  /** What did not come must have expired, or lie outside the range. */
  private void endOfSegment() {
    for (Entry entry : entries) {
      if (isInRange || entry.id().startsWith("_audit-")) {
        need(entry.expires() != 0, "record " + entry.n() + " is missing");
        latestExpiryOfMissing = Math.max(latestExpiryOfMissing, entry.expires());
        missing++;
      }
    }
    entries = List.of();
  }

  private void manifest(String note) {
    endOfSegment();
    String origin =
        logOrigin
            + "/"
            + HexFormat.of().formatHex(Bytes.sha256(logId, Bytes.lp(chain)))
            + "/"
            + epoch;
    String finishedAt =
        note.lines()
            .filter(line -> line.startsWith("finished_at "))
            .findFirst()
            .orElseThrow(() -> new Broken("the manifest says no end"))
            .substring("finished_at ".length());
    need(
        latestExpiryOfMissing <= Instant.parse(finishedAt).getEpochSecond(),
        "a record is missing before its time");
    String expected =
        String.join(
            "\n",
            "acteon/export/v2",
            origin,
            "exported_at " + exportedAt,
            "finished_at " + finishedAt,
            "from " + from,
            "to " + to,
            "records " + recordHashes.size(),
            "missing " + missing,
            "sha256 " + HexFormat.of().formatHex(Bytes.sha256(Bytes.utf8(before.toString()))),
            "");
    need(signedText(note).equals(expected), "the manifest is not " + expected);
    isClosed = true;
  }

  /** Compares the checkpoints of this chain in an anchor file; answers how many there were. */
  public int compare(List<String> anchorFile) {
    String origin =
        logOrigin + "/" + HexFormat.of().formatHex(Bytes.sha256(logId, Bytes.lp(chain)));
    int compared = 0;
    for (String line : anchorFile) {
      Map<String, Object> anchor = PlainJson.object(line);
      need(Instant.parse(text(anchor, "at")).isAfter(Instant.EPOCH), "the anchor's time");
      String[] checkpoint = signedText(text(anchor, "note")).split("\n", -1);
      if (!checkpoint[0].equals(origin + "/" + epoch)) {
        continue;
      }
      int size = Integer.parseInt(checkpoint[1]);
      need(size <= recordHashes.size(), "the chain was cut: a checkpoint saw " + size);
      need(
          Base64.getEncoder()
              .encodeToString(Bytes.merkleRoot(recordHashes.subList(0, size)))
              .equals(checkpoint[2]),
          "another history of the first " + size + " records");
      compared++;
    }
    return compared;
  }

  /** The text of a C2SP signed note that our key signed. */
  private String signedText(String note) {
    int split = note.lastIndexOf("\n\n") + 1;
    String text = note.substring(0, split);
    byte[] keyHash = Arrays.copyOf(Bytes.sha256(Bytes.utf8(logOrigin + "\n"), Bytes.u8(1), key), 4);
    for (String line : note.substring(split + 1).split("\n", -1)) {
      if (line.startsWith("\u2014 " + logOrigin + " ")) {
        byte[] raw = Base64.getDecoder().decode(line.substring(logOrigin.length() + 3));
        byte[] signature = Arrays.copyOfRange(raw, 4, raw.length);
        if (Arrays.equals(Arrays.copyOf(raw, 4), keyHash)
            && Bytes.isSigned(key, Bytes.utf8(text), signature)) {
          return text;
        }
      }
    }
    throw new Broken("the note is not signed by the key: " + note);
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] taken = new byte[count];
    in.get(taken);
    return taken;
  }

  private static String take(ByteBuffer in, int count, String what) {
    need(count >= 0 && count <= in.remaining(), "the length of the " + what);
    return new String(take(in, count), StandardCharsets.UTF_8);
  }

  private static long number(Map<String, Object> object, String name) {
    if (object.get(name) instanceof Long number) {
      return number;
    }
    throw new Broken("no number " + name);
  }

  private static String text(Map<String, Object> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new Broken("no text " + name);
  }

  @SuppressWarnings("unchecked") // PlainJson makes such maps only.
  private static Map<String, Object> members(Map<String, Object> object, String name) {
    if (object.get(name) instanceof Map<?, ?> members) {
      return (Map<String, Object>) members;
    }
    throw new Broken("no object " + name);
  }

  private static void need(boolean holds, String what) {
    if (!holds) {
      throw new Broken("wrong: " + what);
    }
  }
}

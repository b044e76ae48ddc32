package io.acteon.crypto.chain;

import io.acteon.audit.AuditChain.Range;
import io.acteon.crypto.Octets;
import io.acteon.json.JsonSyntaxException;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** What the first line of an export says, before anything of it is proved. Immutable. */
public record ExportHeader(ChainId chain, Range range, Instant exportedAt) {

  /** The header in {@code line}; empty when it is none. */
  public static Optional<ExportHeader> parse(String line) {
    try {
      return JsonText.parse(line) instanceof Json.Obj header
          ? Optional.of(of(header))
          : Optional.empty();
    } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static ExportHeader of(Json.Obj header) {
    var logId = Octets.of(HexFormat.of().parseHex(text(header, "log_id")));
    if (!(header.field("epoch").orElse(Json.NULL) instanceof Json.Int(long epoch))) {
      throw new IllegalArgumentException("no number 'epoch'");
    }
    return new ExportHeader(
        new ChainId(logId, text(header, "chain"), epoch),
        new Range(instant(header, "from"), instant(header, "to")),
        Instant.parse(text(header, "exported_at")));
  }

  private static Optional<Instant> instant(Json.Obj header, String name) {
    return header.field(name).map(_ -> Instant.parse(text(header, name)));
  }

  private static String text(Json.Obj header, String name) {
    if (header.field(name).orElse(Json.NULL) instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("no text '" + name + "'");
  }
}

package io.acteon.server.cli;

import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.chain.AnchorLines;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ExportHeader;
import io.acteon.crypto.chain.ExportVerifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The flags that say what an export is verified by. Not thread-safe. */
final class ExportTrust {
  private static final String DEFAULT_ORIGIN = "acteon";

  /** More than the names of a chain can make. */
  private static final int MOST_HEADER_BYTES = 1 << 16;

  @Option(
      names = "--public-key",
      paramLabel = "BASE64|FILE",
      description =
          "With --export: a key whose signatures count, or a file that holds it (PEM or base64)."
              + " May be repeated.")
  private List<String> keys = List.of();

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description = "With --export: checkpoints that were kept outside the table.")
  private @Nullable Path anchor;

  @Option(
      names = "--log-id",
      paramLabel = "ID",
      description =
          "With --export: the log's identity, as compliance.log_id says; where that is not set, it"
              + " is REGION/TABLE, such as us-east-1/acteon_audit.")
  private @Nullable String logId;

  @Option(
      names = "--log-origin",
      paramLabel = "NAME",
      description =
          "With --export: compliance.log_origin, if that is not '" + DEFAULT_ORIGIN + "'.")
  private @Nullable String logOrigin;

  @Option(
      names = "--no-intents",
      description = "With --export: the trail was written with sync_audit_writes = false.")
  private boolean noIntents;

  /** A configuration says these things itself. */
  void refuse(CommandLine command) {
    if (!keys.isEmpty() || anchor != null || logId != null || logOrigin != null || noIntents) {
      throw new CommandLine.ParameterException(
          command,
          "--public-key, --anchor, --log-id, --log-origin and --no-intents go with --export; for"
              + " the table, the configuration's [compliance] says these things");
    }
  }

  /** An export says these things itself. */
  void refuseOthers(CommandLine command) {
    for (String flag : List.of("--config", "--namespace", "--tenant", "--from", "--to")) {
      if (command.getParseResult().hasMatchedOption(flag)) {
        throw new CommandLine.ParameterException(
            command, flag + " does not go with --export: that is verified as it is, whole");
      }
    }
  }

  /** A report, and what the file says that it is, if it is an export at all. */
  record Verified(Optional<ExportHeader> header, VerificationReport report) {}

  /**
   * Verifies the export in {@code file}, which is read once, so that it may be a pipe; {@code
   * progress} hears of its bytes.
   */
  Verified verify(Path file, SignatureCheck signatures, ProgressLine progress) {
    List<Ed25519Public> trusted = keys.stream().map(ExportTrust::key).toList();
    String origin = Optional.ofNullable(logOrigin).orElse(DEFAULT_ORIGIN);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Optional<ExportHeader> header = header(in);
      Anchors anchors = header.map(known -> anchors(known, origin, trusted)).orElse(Anchors.NONE);
      var trust =
          new ExportVerifier.Trust(
              Optional.ofNullable(logId).map(ChainId::logId),
              origin,
              trusted,
              anchors,
              !noIntents,
              signatures);
      var told = new Told(in, Files.size(file), progress);
      return new Verified(header, new ExportVerifier(trust).verify(told));
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** What the first line says; {@code in} stands at its beginning before and after. */
  private static Optional<ExportHeader> header(InputStream in) throws IOException {
    in.mark(MOST_HEADER_BYTES);
    String begin = new String(in.readNBytes(MOST_HEADER_BYTES), StandardCharsets.UTF_8);
    in.reset();
    return begin.lines().findFirst().flatMap(ExportHeader::parse);
  }

  private static CommandFailure unreadable(String file, Exception cause) {
    String why = cause instanceof NoSuchFileException ? "there is no such file" : cause.toString();
    return new CommandFailure(ExitCode.USAGE, file + " cannot be read: " + why, cause);
  }

  private Anchors anchors(ExportHeader header, String origin, List<Ed25519Public> trusted) {
    Path kept = anchor;
    if (kept == null) {
      return Anchors.NONE;
    }
    try (Stream<String> lines = Files.lines(kept)) {
      return new AnchorLines(header.chain().origin(origin), origin, trusted).read(lines);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable("--anchor " + kept, e);
    }
  }

  private static Ed25519Public key(String given) {
    try {
      Path file = Path.of(given);
      return Ed25519Public.parse(Files.isRegularFile(file) ? Files.readString(file) : given);
    } catch (IOException e) {
      throw unreadable("--public-key " + given, e);
    } catch (IllegalArgumentException e) {
      boolean isFile = Files.isRegularFile(Path.of(given));
      throw new CommandFailure(
          ExitCode.USAGE,
          isFile
              ? "--public-key %1$s holds no Ed25519 public key (%2$s); of a private key, 'openssl pkey -in %1$s -pubout' prints it"
                  .formatted(given, e.getMessage())
              : "--public-key '%s' is neither a file nor an Ed25519 public key (PEM, or 44 characters of base64): %s"
                  .formatted(given, e.getMessage()),
          e);
    }
  }
}

package io.acteon.bench.audit;

import io.acteon.audit.VerificationReport;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.ExportVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Verifies an export in a process of its own, whose heap can be bounded. */
public final class VerifyExport {
  private VerifyExport() {}

  /**
   * Prints a {@link Verification} as text.
   *
   * @param arguments the export, the public key in hexadecimal
   */
  public static void main(String[] arguments) throws IOException {
    Path export = Path.of(arguments[0]);
    Ed25519Public key = Ed25519Public.of(Octets.of(HexFormat.of().parseHex(arguments[1])));
    System.out.println(Verification.measured(() -> verify(export, key)).text());
  }

  private static VerificationReport verify(Path export, Ed25519Public key) throws IOException {
    var trust =
        new ExportVerifier.Trust(
            Optional.of(ChainMaker.CHAIN.logId()), "acteon", List.of(key), Anchors.NONE, true);
    try (InputStream in = Files.newInputStream(export)) {
      return new ExportVerifier(trust).verify(in);
    }
  }
}

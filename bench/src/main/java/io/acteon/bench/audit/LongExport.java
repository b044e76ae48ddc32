package io.acteon.bench.audit;

import io.acteon.audit.AuditChain.Progress;
import io.acteon.audit.AuditChain.Range;
import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.chain.ExportWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** An export of a made chain in a temporary file, which is deleted when this is closed. */
record LongExport(Path file, Ed25519Public key) implements AutoCloseable {

  /** Makes one of about {@code records}; none of it is kept in memory. */
  static LongExport make(long records) throws IOException {
    Ed25519Private key = Ed25519Private.parse(Ed25519Private.generatePem(new SecureRandom()));
    Path file = Files.createTempFile("acteon-bench", ".jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var _ =
          new ExportWriter(
                  MadeEvidence.passing(new ChainMaker(key), records / ChainMaker.RECORDS),
                  ChainMaker.CHAIN,
                  Range.ALL,
                  new ExportWriter.Signer("acteon", Optional.of(key)),
                  out)
              .write(Progress.NONE);
    }
    return new LongExport(file, key.publicKey());
  }

  /**
   * Verifies it in another process.
   *
   * @param heap how much that may have, such as {@code 64m}
   * @throws IllegalStateException when it does not find the chain proved
   */
  Verification verify(String heap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                VerifyExport.class.getName(),
                file.toString(),
                key.raw().hex())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "verifying %s with a heap of %s ended with status %d"
              .formatted(file, heap, process.exitValue()));
    }
    return Verification.parse(said);
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}

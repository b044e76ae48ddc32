package io.acteon.server.cli;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acteon audit keygen}. Not thread-safe. */
@Command(
    name = "keygen",
    description =
        "Make a key that signs the audit chain, readable by its owner only, and print its public"
            + " key. A file that is there is left alone.")
final class AuditKeygenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Where the private key goes (PEM).")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Ed25519Public made;
    try {
      made = write(file);
    } catch (FileAlreadyExistsException _) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " is there already; a signing key is never written over: name another file");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, file + " cannot be written: " + e, e);
    }
    if (json) {
      printJson(made);
    } else {
      printText(made);
    }
    return ExitCode.FINE;
  }

  private void printJson(Ed25519Public made) {
    PrintWriter out = command.commandLine().getOut();
    out.println(
        JsonText.print(
            Json.object(
                Json.field("file", file.toString()), Json.field("public_key", made.base64()))));
    out.flush();
  }

  private void printText(Ed25519Public made) {
    PrintWriter out = command.commandLine().getOut();
    out.println(made.base64());
    out.flush();
    PrintWriter err = command.commandLine().getErr();
    err.println(
        """
        The private key is in %1$s. Below [compliance] write

          signing_key_file = "%1$s"

        and, wherever the chain is verified without that file, trusted_keys = ["%2$s"].\
        """
            .formatted(file, made.base64()));
    err.flush();
  }

  /** Makes a key in a new file; answers the public one. */
  static Ed25519Public write(Path file) throws IOException {
    String pem = Ed25519Private.generatePem(new SecureRandom());
    PrivateFile.create(file, pem);
    return Ed25519Private.parse(pem).publicKey();
  }
}

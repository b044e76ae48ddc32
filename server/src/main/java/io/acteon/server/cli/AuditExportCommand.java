package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.model.Scope;
import io.acteon.server.config.GatewayConfig;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon audit export}. Not thread-safe. */
@Command(
    name = "export",
    description =
        "Write a chain with its proof as JSON Lines, for 'acteon audit verify --export'. Read"
            + " access to the table is enough.")
final class AuditExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Mixin private ConfigOptions options;
  @Mixin private AuditScope scope = new AuditScope();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where it goes, readable by its owner only; standard output without it. The file appears"
              + " when it is whole: until then it is FILE.part.")
  private @Nullable Path output;

  @Spec private CommandSpec command;

  private final TimeSource time = TimeSource.system();
  private long records;

  @Override
  public Integer call() {
    Scope chain = scope.required(command.commandLine());
    AuditChain.Range range = scope.range(command.commandLine());
    GatewayConfig config = options.read();
    if (config.compliance().signingKeyFile().isEmpty()) {
      note("the export's manifest will not be signed: this configuration has no signing_key_file");
    }
    try (AuditTrail trail = AuditTrail.forReading(config)) {
      Path file = output;
      if (file == null) {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
          write(trail.chain(), chain, range, out);
        }
      } else {
        write(trail.chain(), chain, range, file);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.NOT_SO, String.valueOf(e.getMessage()), e);
    }
    return ExitCode.FINE;
  }

  private void write(AuditChain trail, Scope chain, AuditChain.Range range, Path file)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      try (FileChannel out = PrivateFile.open(part, StandardOpenOption.CREATE_NEW)) {
        write(trail, chain, range, Channels.newOutputStream(out));
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (CommandFailure e) {
      Files.deleteIfExists(part);
      throw e;
    }
    note(
        String.format(
            Locale.ROOT,
            "%s: the chain of %s, %,d records, %,d bytes",
            file,
            AuditVerifyCommand.name(chain),
            records,
            Files.size(file)));
  }

  private void write(AuditChain trail, Scope chain, AuditChain.Range range, OutputStream to)
      throws IOException {
    var progress =
        new ProgressLine(
            "exporting " + AuditVerifyCommand.name(chain),
            "records",
            command.commandLine().getErr(),
            time);
    var out = new BufferedOutputStream(to, BUFFER_BYTES);
    trail.export(
        chain,
        range,
        out,
        (done, all) -> {
          records = done;
          progress.at(done, all);
        },
        Deadline.in(AuditVerifyCommand.PATIENCE, time));
    out.flush();
    progress.done();
    if (records == 0) {
      throw new CommandFailure(
          ExitCode.NOT_SO,
          "there is no chain of " + AuditVerifyCommand.name(chain) + ", so nothing was exported");
    }
  }

  private void note(String text) {
    command.commandLine().getErr().println(text);
    command.commandLine().getErr().flush();
  }
}

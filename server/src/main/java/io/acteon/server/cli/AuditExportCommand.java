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
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

  @Option(
      names = "--json",
      description = "Print what the export holds as JSON; goes with --output.")
  private boolean json;

  @Spec private CommandSpec command;

  private final TimeSource time = TimeSource.system();

  @Override
  public Integer call() {
    if (json && output == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "--json goes with --output: without that, standard output is the export itself");
    }
    Scope chain = scope.required(command.commandLine());
    AuditChain.Range range = scope.range(command.commandLine());
    GatewayConfig config = options.read();
    try (AuditTrail trail = AuditTrail.forReading(config)) {
      Path file = output;
      if (file == null) {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
          print(write(trail.chain(), chain, range, "standard output", out));
        }
      } else {
        print(write(trail.chain(), chain, range, file));
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.NOT_SO, String.valueOf(e.getMessage()), e);
    }
    return ExitCode.FINE;
  }

  private ExportReport write(AuditChain trail, Scope chain, AuditChain.Range range, Path file)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      ExportReport report;
      try (FileChannel out = PrivateFile.open(part, StandardOpenOption.CREATE_NEW)) {
        report = write(trail, chain, range, file.toString(), Channels.newOutputStream(out));
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return report;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private ExportReport write(
      AuditChain trail, Scope chain, AuditChain.Range range, String place, OutputStream to)
      throws IOException {
    var counted = new CountedOutput(to);
    var out = new BufferedOutputStream(counted, BUFFER_BYTES);
    AuditChain.Exported exported;
    try (var progress =
        new ProgressLine(
            "exporting " + AuditVerifyCommand.name(chain),
            "records",
            command.commandLine().getErr(),
            time)) {
      exported =
          trail.export(chain, range, out, progress, Deadline.in(AuditVerifyCommand.PATIENCE, time));
      out.flush();
    }
    if (exported.records() == 0) {
      throw new CommandFailure(
          ExitCode.NOT_SO,
          "there is no chain of " + AuditVerifyCommand.name(chain) + ", so nothing was exported");
    }
    return new ExportReport(place, chain, exported, counted.bytes());
  }

  /** For people it goes where it is never taken for the export. */
  private void print(ExportReport report) {
    PrintWriter to = json ? command.commandLine().getOut() : command.commandLine().getErr();
    if (json) {
      to.println(report.json());
    } else {
      report.lines().forEach(to::println);
    }
    to.flush();
  }
}

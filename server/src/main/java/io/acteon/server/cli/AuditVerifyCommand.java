package io.acteon.server.cli;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditChain.SignatureCheck;
import io.acteon.audit.VerificationReport;
import io.acteon.audit.VerificationReport.Verdict;
import io.acteon.crypto.chain.ExportHeader;
import io.acteon.json.JsonText;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import io.acteon.server.config.GatewayConfig;
import io.acteon.server.http.wire.Rfc3339;
import io.acteon.server.http.wire.VerificationJson;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acteon audit verify}. Not thread-safe. */
@Command(
    name = "verify",
    description = {
      "Verify the chains of the audit trail: those in the table of a configuration (read access is"
          + " enough), or an export without any configuration.",
      "Exit code: 0 everything is VERIFIED; 1 something is TAMPERED or NOT ESTABLISHED; 2 wrong"
          + " usage or configuration; 3 the table cannot be reached."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  /** A chain of a hundred million records takes hours. */
  static final Duration PATIENCE = Duration.ofDays(7);

  @Mixin private ConfigOptions options;
  @Mixin private AuditScope scope = new AuditScope();

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Verify this export, with the flags below instead of a configuration.")
  private @Nullable Path export;

  @Mixin private ExportTrust trust = new ExportTrust();

  @Option(
      names = "--every-signature",
      description =
          "Verify the signature of every segment, not only the newest under each key, whose hashes"
              + " fix all before it. Takes longer.")
  private boolean everySignature;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec command;

  private final TimeSource time = TimeSource.system();
  private final List<Checked> checked = new ArrayList<>();

  /** Whether there are chains that could not be verified. */
  private boolean brokeOff;

  /** {@code called} is how JSON names it. */
  private record Checked(
      String name,
      List<Json.Field> called,
      Optional<ExportHeader> header,
      VerificationReport report) {
    Verdict verdict() {
      return report.verdict();
    }
  }

  @Override
  public Integer call() {
    Path file = export;
    if (file != null) {
      trust.refuseOthers(command.commandLine());
      checked.add(verify(file));
    } else {
      trust.refuse(command.commandLine());
      verifyTable();
    }
    print();
    return worst() == Verdict.VERIFIED ? ExitCode.FINE : ExitCode.NOT_SO;
  }

  private void print() {
    if (json) {
      printJson();
    } else {
      printText();
    }
  }

  private Checked verify(Path file) {
    try (var progress = progress(file.toString(), "bytes")) {
      ExportTrust.Verified verified = trust.verify(file, signatures(), progress);
      return new Checked(
          PlainText.of(file.toString()),
          called(file, verified.header()),
          verified.header(),
          verified.report());
    }
  }

  private void verifyTable() {
    CommandLine line = command.commandLine();
    Optional<Scope> one = scope.scope(line);
    AuditChain.Range range = scope.range(line);
    GatewayConfig config = options.read();
    Deadline deadline = Deadline.in(PATIENCE, time);
    try (AuditTrail trail = AuditTrail.forReading(config)) {
      verify(trail.chain(), one, range, deadline);
    } catch (StoreException fault) {
      if (!checked.isEmpty()) {
        brokeOff = true;
        print();
      }
      throw fault;
    }
  }

  private void verify(
      AuditChain chain, Optional<Scope> one, AuditChain.Range range, Deadline deadline) {
    for (Scope each : one.map(List::of).orElseGet(() -> chain.scopes(deadline))) {
      String name = name(each);
      try (var progress = progress(name, "records")) {
        VerificationReport report = chain.verify(each, range, signatures(), progress, deadline);
        checked.add(
            new Checked(
                name,
                List.of(
                    Json.field("namespace", each.namespace()), Json.field("tenant", each.tenant())),
                Optional.empty(),
                report));
      }
    }
    if (one.isEmpty()) {
      chain
          .lost(deadline)
          .forEach((origin, report) ->
              checked.add(
                  new Checked(
                      PlainText.of(origin),
                      List.of(Json.field("origin", origin)),
                      Optional.empty(),
                      report)));
    }
  }

  private SignatureCheck signatures() {
    return everySignature ? SignatureCheck.EVERY : SignatureCheck.NEWEST;
  }

  private ProgressLine progress(String name, String unit) {
    return new ProgressLine("verifying " + name, unit, command.commandLine().getErr(), time);
  }

  static String name(Scope scope) {
    return PlainText.of(scope.namespace() + " / " + scope.tenant());
  }

  /** Nothing verified is nothing established. */
  private Verdict worst() {
    return Stream.of(Verdict.TAMPERED, Verdict.NOT_ESTABLISHED)
        .filter(verdict -> count(verdict) > 0)
        .findFirst()
        .orElse(checked.isEmpty() || brokeOff ? Verdict.NOT_ESTABLISHED : Verdict.VERIFIED);
  }

  private long count(Verdict verdict) {
    return checked.stream().filter(one -> one.verdict() == verdict).count();
  }

  private void printJson() {
    Json chains = Json.array(checked.stream().map(this::json).toList());
    Json.Obj all = Json.object(Json.field("verdict", worst().name()), Json.field("chains", chains));
    if (brokeOff) {
      all = all.with("broke_off", Json.of(true));
    }
    command.commandLine().getOut().println(JsonText.print(all));
  }

  private Json json(Checked one) {
    Json.Obj report = VerificationJson.of(one.report(), time.now());
    for (Json.Field name : one.called()) {
      report = report.with(name.name(), name.value());
    }
    return report;
  }

  private static List<Json.Field> called(Path file, Optional<ExportHeader> header) {
    var called = new ArrayList<Json.Field>();
    called.add(Json.field("export", PlainText.of(file.toString())));
    header.ifPresent(known -> {
      called.add(Json.field("chain", known.chain().name()));
      called.add(Json.field("exported_at", Rfc3339.print(known.exportedAt())));
    });
    return called;
  }

  private void printText() {
    PrintWriter out = command.commandLine().getOut();
    boolean many = checked.size() > 1 || brokeOff;
    for (Checked one : checked) {
      var text = new VerificationText(one.name(), one.header(), one.report(), time.now());
      if (many && one.verdict() == Verdict.VERIFIED) {
        out.println(text.line());
      } else {
        text.lines().forEach(out::println);
      }
    }
    if (many) {
      printNotes(out);
      out.printf(
          "%s%d chains: %d verified, %d tampered, %d not established%n",
          brokeOff ? "broke off after " : "",
          checked.size(),
          count(Verdict.VERIFIED),
          count(Verdict.TAMPERED),
          count(Verdict.NOT_ESTABLISHED));
    } else if (checked.isEmpty()) {
      out.println("NOT ESTABLISHED: there is no chain in this table");
    }
    out.flush();
  }

  /** What lines about single chains leave out. */
  private void printNotes(PrintWriter out) {
    checked.stream()
        .filter(one -> one.verdict() == Verdict.VERIFIED)
        .flatMap(one -> one.report().remarks().stream())
        .distinct()
        .forEach(remark -> out.println("  note: " + remark));
  }
}

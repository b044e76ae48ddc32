package io.acteon.server.cli;

import io.acteon.audit.AuditChain.Range;
import io.acteon.model.Scope;
import io.acteon.server.http.wire.Rfc3339;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The flags that say which chain and which time is meant. Not thread-safe. */
final class AuditScope {
  @Option(names = "--namespace", paramLabel = "NAME", description = "The chain's namespace.")
  private @Nullable String namespace;

  @Option(names = "--tenant", paramLabel = "NAME", description = "The chain's tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Earliest dispatch, such as 2026-01-31T12:00:00Z; it is included.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Latest dispatch; it is included.")
  private @Nullable Instant to;

  /** The one scope that is meant; empty when none is named. */
  Optional<Scope> scope(CommandLine command) {
    String one = namespace;
    String other = tenant;
    if (one == null && other == null) {
      return Optional.empty();
    }
    if (one == null || other == null) {
      throw new CommandLine.ParameterException(
          command, "--namespace and --tenant name a chain together: give both");
    }
    return Optional.of(new Scope(one, other));
  }

  Scope required(CommandLine command) {
    return scope(command)
        .orElseThrow(() ->
            new CommandLine.ParameterException(
                command, "say which chain: --namespace and --tenant"));
  }

  Range range(CommandLine command) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new CommandLine.ParameterException(command, "--to lies before --from");
    }
    return new Range(Optional.ofNullable(from), Optional.ofNullable(to));
  }

  /** Reads a time as the API does. */
  static final class Time implements CommandLine.ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return Rfc3339.parse(text)
          .orElseThrow(() ->
              new CommandLine.TypeConversionException(
                  "'" + text + "' is not an RFC 3339 time such as 2026-01-31T12:00:00Z"));
    }
  }
}

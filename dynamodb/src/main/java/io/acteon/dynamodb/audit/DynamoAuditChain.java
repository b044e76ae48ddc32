package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain;
import io.acteon.audit.AuditQuery;
import io.acteon.audit.AuditQuery.ScopePattern;
import io.acteon.audit.VerificationReport;
import io.acteon.crypto.chain.AnchoredChains;
import io.acteon.crypto.chain.Anchors;
import io.acteon.crypto.chain.Anchors.Anchor;
import io.acteon.crypto.chain.ChainId;
import io.acteon.crypto.chain.ChainVerifier;
import io.acteon.crypto.chain.ExportWriter;
import io.acteon.crypto.chain.UnreadableRecordException;
import io.acteon.model.Scope;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be proved of the chains in the table. Thread-safe. */
final class DynamoAuditChain implements AuditChain {
  /** What clients wrote, and what the trail keeps about itself. */
  private static final AuditQuery EVERYTHING =
      AuditQuery.newest(1)
          .in(
              ScopePattern.ALL,
              new ScopePattern(
                  Optional.of(Checkpointer.LOG_OF_LOGS.namespace()), Optional.empty()));

  private final TableAccess table;
  private final TrailKeys keys;
  private final ScopeDirectory directory;
  private final ChainSettings settings;
  private final CheckpointItems checkpoints;
  private final Holds holds;
  private final boolean intents;

  /** {@code intents} says whether every executed outcome must have an intent. */
  DynamoAuditChain(
      TableAccess table,
      TrailKeys keys,
      ScopeDirectory directory,
      ChainSettings settings,
      CheckpointItems checkpoints,
      Holds holds,
      boolean intents) {
    this.table = table;
    this.keys = keys;
    this.directory = directory;
    this.settings = settings;
    this.checkpoints = checkpoints;
    this.holds = holds;
    this.intents = intents;
  }

  @Override
  public List<Scope> scopes(Deadline deadline) {
    return table.metered("chain_scopes", meter -> directory.entries(EVERYTHING, deadline, meter));
  }

  @Override
  public Map<String, VerificationReport> lost(Deadline deadline) {
    Map<String, Anchor> unknown = new HashMap<>();
    checkpoints.anchor().ifPresent(anchor -> unknown.putAll(unknown(anchor, deadline)));
    if (!unknown.isEmpty()) {
      // Looked at twice: a chain may have begun since its scope was looked for, and indexes lag.
      checkpoints
          .anchor()
          .ifPresent(anchor -> unknown.keySet().retainAll(unknown(anchor, deadline).keySet()));
    }
    var reports = new TreeMap<String, VerificationReport>();
    unknown.forEach((origin, last) ->
        reports.put(
            origin, VerificationReport.gone(AnchoredChains.gone(last.checkpoint()), last.at())));
    return reports;
  }

  private Map<String, Anchor> unknown(AnchorFile anchor, Deadline deadline) {
    var known =
        scopes(deadline).stream()
            .map(scope -> chain(scope).origin(settings.logOrigin()))
            .collect(Collectors.toSet());
    return anchor.besides(known);
  }

  @Override
  public VerificationReport verify(
      Scope scope, Range range, SignatureCheck signatures, Progress progress, Deadline deadline) {
    ChainId chain = chain(scope);
    return table.metered(
        "chain_verify",
        meter -> {
          var evidence = new TableEvidence(table, keys, scope, chain, deadline, meter);
          Anchors known = checkpoints.known(chain.origin(settings.logOrigin()), deadline, meter);
          var terms =
              new ChainVerifier.Terms(settings.trusted(), known, range, intents, signatures);
          return new ChainVerifier(evidence, chain, terms, progress).verify();
        });
  }

  @Override
  public Exported export(
      Scope scope, Range range, OutputStream out, Progress progress, Deadline deadline)
      throws IOException {
    ChainId chain = chain(scope);
    try {
      return table.metered(
          "chain_export",
          meter -> {
            var evidence = new TableEvidence(table, keys, scope, chain, deadline, meter);
            var signer = new ExportWriter.Signer(settings.logOrigin(), settings.key());
            try {
              return new ExportWriter(evidence, chain, range, signer, out).write(progress);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UnreadableRecordException e) {
      throw new StoreException.Rejected(
          "the chain of %s cannot be exported: %s".formatted(scope, e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new IOException("the export could not be written: " + e.getMessage(), e);
    }
  }

  @Override
  public long hold(Scope scope, String reason, Deadline deadline) {
    return holds.set(scope, reason, deadline);
  }

  @Override
  public long release(Scope scope, String reason, Deadline deadline) {
    return holds.release(scope, reason, deadline);
  }

  private ChainId chain(Scope scope) {
    try {
      return new ChainId(settings.logId(), keys.chain(scope), 0);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Rejected("there can be no chain of " + scope, e);
    }
  }
}

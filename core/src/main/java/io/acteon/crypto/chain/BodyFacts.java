package io.acteon.crypto.chain;

import io.acteon.crypto.Hash;
import io.acteon.model.Json;
import io.acteon.model.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a record's body says in the clear, and the commitments to what it does not. Immutable.
 *
 * @param commitments one for every field that the record had
 */
public record BodyFacts(
    String id,
    String actionId,
    Optional<String> chainId,
    Scope scope,
    String provider,
    String actionType,
    String verdict,
    Optional<String> matchedRule,
    String outcome,
    Instant dispatchedAt,
    Instant completedAt,
    long durationMs,
    Optional<Instant> expiresAt,
    String authMethod,
    Optional<String> signerId,
    Optional<String> kid,
    Map<Field, Hash> commitments) {

  public BodyFacts {
    commitments = Map.copyOf(commitments);
  }

  /** What {@code verdict_details} are when nothing is stored of them. */
  static Json plainVerdictDetails(String verdict) {
    return Json.object(Json.field("verdict", verdict));
  }
}

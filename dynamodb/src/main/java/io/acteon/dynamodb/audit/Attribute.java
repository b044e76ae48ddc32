package io.acteon.dynamodb.audit;

import java.util.Set;

/** The names of an item's attributes, as docs/design/audit-chain.md lists them. */
final class Attribute {
  static final String ID = "id";

  /** Partition key of the index of dispatches: scope, and whether it is an intent. */
  static final String SCOPE = "ns_tenant";

  static final String SCOPE_OUTCOME = "ns_tenant_outcome";
  static final String ACTION = "action_key";

  /** Sort key of all indexes: 13 digits of epoch milliseconds, a number sign, and the id. */
  static final String DISPATCHED = "dispatched_id";

  static final String PROVIDER = "provider";
  static final String ACTION_TYPE = "action_type";
  static final String OUTCOME = "outcome";
  static final String VERDICT = "verdict";
  static final String MATCHED_RULE = "matched_rule";
  static final String CHAIN_ID = "chain_id";
  static final String DURATION = "duration_ms";

  /** The record's own expiry in epoch milliseconds, by which reads hide it. */
  static final String EXPIRES = "expires_at";

  /** When DynamoDB may collect the item, in epoch seconds; absent while it must not. */
  static final String TTL = "expires_at_ttl";

  static final String BODY = "body";
  static final String NONCE = "nonce";

  /** On a directory item: see {@link ScopeDirectory#SHARDS}. */
  static final String SHARDS = "shards";

  /** A chained record's number, and the hashes around it. */
  static final String SEQUENCE = "seq";

  static final String EPOCH = "epoch";
  static final String PREVIOUS_HASH = "prev";
  static final String RECORD_HASH = "hash";

  /** What a chained record has besides what follows from its body. */
  static final Set<String> OF_CHAINED_RECORDS =
      Set.of(BODY, NONCE, TTL, SEQUENCE, EPOCH, PREVIOUS_HASH, RECORD_HASH);

  /** A segment's bytes. */
  static final String SEGMENT = "segment";

  /** The head of a chain: see {@link ChainHead}. */
  static final String NEXT_SEQUENCE = "next_seq";

  static final String NEXT_K = "next_k";
  static final String HEAD_HASH = "head_hash";
  static final String SEGMENT_HASH = "segment_hash";
  static final String FRONTIER = "frontier";
  static final String HOLD = "hold";

  /** Names of the replicas whose turn it is next; on a head that was fought over. */
  static final String TURNS = "turns";

  /** A checkpoint, and how many records the latest one saw. */
  static final String NOTE = "note";

  static final String SIZE = "size";

  /** What cursors are sealed with, and until when intents are swept: see {@link SweptMark}. */
  static final String SECRET = "secret";

  static final String SWEPT_TO = "swept_to";

  private Attribute() {}
}

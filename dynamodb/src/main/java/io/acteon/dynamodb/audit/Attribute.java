package io.acteon.dynamodb.audit;

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

  /** How many index partitions a scope's records are spread over; on its directory item. */
  static final String SHARDS = "shards";

  private Attribute() {}
}

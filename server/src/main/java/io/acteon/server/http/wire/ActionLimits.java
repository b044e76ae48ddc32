package io.acteon.server.http.wire;

/**
 * How long the fields of an action may be. They keep every key that is made of them under
 * DynamoDB's 2,048 bytes for a partition key and 1,024 for a sort key even when each character is
 * three bytes of UTF-8, except where a store hashes what is too long; documented in the OpenAPI
 * description.
 */
public final class ActionLimits {
  public static final TextLimit ID = TextLimit.name(256);
  public static final TextLimit NAMESPACE = TextLimit.name(128);
  public static final TextLimit TENANT = TextLimit.name(256);
  public static final TextLimit PROVIDER = TextLimit.name(128);
  public static final TextLimit ACTION_TYPE = TextLimit.name(128);
  public static final TextLimit KEY = TextLimit.name(1024);
  public static final TextLimit WORD = TextLimit.name(256);
  public static final TextLimit SIGNATURE = TextLimit.text(1024);
  public static final TextsLimit METADATA =
      new TextsLimit(64, TextLimit.name(256), TextLimit.text(4096));
  public static final TextsLimit TRACE_CONTEXT =
      new TextsLimit(16, TextLimit.name(128), TextLimit.text(1024));
  public static final int ATTACHMENTS = 10;
  public static final int BATCH = 1000;

  private ActionLimits() {}
}

package io.acteon.server.http.wire;

/**
 * How long the fields of an action may be, within what the audit trail keeps whole (names of 256
 * bytes, other texts of 4 KiB, labels of 48 KiB) and what keys of DynamoDB hold (2,048 and 1,024
 * bytes); told in the OpenAPI description.
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
      new TextsLimit(64, TextLimit.name(256), TextLimit.text(4096), 32 * 1024);
  public static final TextsLimit TRACE_CONTEXT =
      new TextsLimit(16, TextLimit.name(128), TextLimit.text(1024), 4 * 1024);
  public static final TextsLimit MOCK_STATE =
      new TextsLimit(256, TextLimit.name(2048), TextLimit.text(4096), 256 * 1024);
  public static final int ATTACHMENTS = 10;
  public static final int BATCH = 1000;

  private ActionLimits() {}
}

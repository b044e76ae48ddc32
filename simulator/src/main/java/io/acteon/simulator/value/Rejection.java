package io.acteon.simulator.value;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request refused as DynamoDB refuses it: the error's type and text, and what else its body
 * carries. Has no stack trace: it is an answer, not a fault.
 */
public final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
  private static final String VALIDATE = "com.amazon.coral.validate#";
  private static final String SERVICE = "com.amazon.coral.service#";

  private final String type;
  private final int status;
  private final transient @Nullable ObjectNode extra;

  private Rejection(String type, int status, String message, @Nullable ObjectNode extra) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
    this.extra = extra;
  }

  public static Rejection validation(String message) {
    return new Rejection(VALIDATE + "ValidationException", 400, message, null);
  }

  public static Rejection serialization(String message) {
    return new Rejection(SERVICE + "SerializationException", 400, message, null);
  }

  public static Rejection unknownOperation(String operation) {
    return new Rejection(
        SERVICE + "UnknownOperationException",
        400,
        "The simulator has no operation '" + operation + "'",
        null);
  }

  public static Rejection missingAuthentication() {
    return new Rejection(
        SERVICE + "MissingAuthenticationTokenException",
        400,
        "Request is missing Authentication Token",
        null);
  }

  public static Rejection internal(String message) {
    return new Rejection(DYNAMODB + "InternalServerError", 500, message, null);
  }

  /** One of DynamoDB's own errors, status 400: {@code ResourceNotFoundException} and the like. */
  public static Rejection of(String name, String message) {
    return new Rejection(DYNAMODB + name, 400, message, null);
  }

  public static Rejection of(String name, String message, ObjectNode extra) {
    return new Rejection(DYNAMODB + name, 400, message, extra);
  }

  public static Rejection noTable(String table) {
    return of(
        "ResourceNotFoundException",
        "Requested resource not found: Table: " + table + " not found");
  }

  public String type() {
    return type;
  }

  /** The type without its name space: {@code ValidationException}. */
  public String name() {
    return type.substring(type.indexOf('#') + 1);
  }

  public int status() {
    return status;
  }

  /** Members of the error's body besides its type and message. */
  public @Nullable ObjectNode extra() {
    return extra;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}

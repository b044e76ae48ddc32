package io.acteon.engine;

/**
 * Who asks for a dispatch, as the audit trail remembers it. Immutable.
 *
 * @param id empty when nobody logged in
 * @param authMethod such as {@code jwt}, {@code api_key} or {@code anonymous}
 */
public record Caller(String id, String authMethod) {
  public static final Caller ANONYMOUS = new Caller("", "anonymous");
}

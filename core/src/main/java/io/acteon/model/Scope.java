package io.acteon.model;

/** The namespace and tenant that an action, its state and its audit records belong to. */
public record Scope(String namespace, String tenant) {
  public Scope {
    if (namespace.isEmpty() || tenant.isEmpty()) {
      throw new IllegalArgumentException(
          "namespace and tenant must not be empty: '" + namespace + "', '" + tenant + "'");
    }
  }
}

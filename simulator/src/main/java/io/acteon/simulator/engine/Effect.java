package io.acteon.simulator.engine;

import io.acteon.simulator.value.Rejection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request did: the state after it, the answer, and the capacity it consumed. Immutable.
 *
 * <p>A failed condition is an effect too: it consumes.
 */
record Effect(Database database, Response response, List<Charge> charges) {
  Effect {
    charges = List.copyOf(charges);
  }

  static Effect ok(Database database, ObjectNode body, List<Charge> charges) {
    return new Effect(database, Response.ok(body), charges);
  }

  static Effect ok(Database database, ObjectNode body) {
    return ok(database, body, List.of());
  }

  static Effect rejected(Database database, Rejection rejection, List<Charge> charges) {
    return new Effect(database, Response.of(rejection), charges);
  }
}

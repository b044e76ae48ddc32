package io.acteon.simulator.engine;

import tools.jackson.databind.JsonNode;

/** One operation of DynamoDB: a pure function of state and request. */
@FunctionalInterface
interface Operation {
  Effect run(Database database, JsonNode request, Admission admission);
}

package io.acteon.bench.state;

/** One way to do a thing, and the meter that its requests show on. */
record Contender(String name, Cost cost, Work work) {}

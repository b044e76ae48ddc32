package io.acteon.bench.compare;

/** One way to do a thing, and the meter that its requests show on. */
public record Contender(String name, Cost cost, Work work) {}

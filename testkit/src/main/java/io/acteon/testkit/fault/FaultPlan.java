package io.acteon.testkit.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Decides the fault of each request. Implementations are thread-safe. */
@FunctionalInterface
public interface FaultPlan {
  FaultPlan NONE = _ -> Fault.NONE;

  /**
   * The fault for a request.
   *
   * @param operation the DynamoDB operation, such as {@code UpdateItem}
   */
  Fault next(String operation);

  /** This plan for the operations that {@code applies} accepts, no fault for others. */
  default FaultPlan only(Predicate<String> applies) {
    return operation -> applies.test(operation) ? next(operation) : Fault.NONE;
  }

  /** Each fault with its probability, out of a seeded source. */
  static FaultPlan random(long seed, Map<Fault, Double> probabilities) {
    var random = new Random(seed);
    var shares = new EnumMap<Fault, Double>(probabilities);
    return _ -> {
      double drawn;
      synchronized (random) {
        drawn = random.nextDouble();
      }
      for (var share : shares.entrySet()) {
        drawn -= share.getValue();
        if (drawn < 0) {
          return share.getKey();
        }
      }
      return Fault.NONE;
    };
  }

  /** Every kind of fault, adding up to {@code share} of the requests. */
  static FaultPlan disturbing(double share, long seed) {
    var shares = new EnumMap<Fault, Double>(Fault.class);
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE) {
        shares.put(fault, share / (Fault.values().length - 1));
      }
    }
    return random(seed, shares);
  }
}

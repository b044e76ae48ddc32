package io.acteon.dynamodb.state;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Independent requests made at the same time, each on a virtual thread. */
final class AtOnce {
  private AtOnce() {}

  /**
   * Does {@code work} for each input; answers the results in the inputs' order once all have ended.
   * A failure is thrown then.
   */
  static <I, O> List<O> each(List<I> inputs, Function<I, O> work) {
    if (inputs.size() == 1) {
      return List.of(work.apply(inputs.getFirst()));
    }
    List<CompletableFuture<O>> results =
        inputs.stream()
            .map(input ->
                CompletableFuture.supplyAsync(() -> work.apply(input), Thread::startVirtualThread))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new));
    try {
      all.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return results.stream().map(CompletableFuture::join).toList();
  }
}

package io.acteon.engine;

import io.acteon.rules.RuleSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The rule set that decides now, and which of its rules were switched on or off by hand.
 * Thread-safe: whoever asks gets one immutable set.
 *
 * <p>A switch holds in this process only, and survives reloads for as long as a rule of that name
 * is loaded: a rule that was switched off at night must not come back because another file was
 * saved. It is forgotten when the rule is switched back to what its file says, when the rule
 * disappears, and when the process ends.
 */
public final class RuleBook {
  private final AtomicReference<Book> book;

  public RuleBook(RuleSet loaded) {
    this.book = new AtomicReference<>(Book.of(loaded, Map.of()));
  }

  /** What decides now, switches included. */
  public RuleSet current() {
    return book.get().effective();
  }

  /** Puts {@code loaded} in force; answers the switches that still hold, by rule name. */
  public Map<String, Boolean> replace(RuleSet loaded) {
    return book.updateAndGet(old -> Book.of(loaded, old.switches())).switches();
  }

  /** Switches one rule; answers whether there is one of that name. */
  public boolean setEnabled(String name, boolean enabled) {
    Book now =
        book.updateAndGet(old -> {
          var switches = new TreeMap<>(old.switches());
          switches.put(name, enabled);
          return Book.of(old.loaded(), switches);
        });
    return now.loaded().rule(name).isPresent();
  }

  /** The rules that are not as their files say, and what they are instead. */
  public Map<String, Boolean> switches() {
    return book.get().switches();
  }

  /** One state of the book. Immutable. */
  private record Book(RuleSet loaded, Map<String, Boolean> switches, RuleSet effective) {
    static Book of(RuleSet loaded, Map<String, Boolean> wanted) {
      var switches = new TreeMap<String, Boolean>();
      RuleSet effective = loaded;
      for (var each : wanted.entrySet()) {
        var rule = loaded.rule(each.getKey());
        if (rule.isPresent() && rule.get().enabled() != each.getValue()) {
          switches.put(each.getKey(), each.getValue());
          effective = effective.withEnabled(each.getKey(), each.getValue());
        }
      }
      return new Book(loaded, Map.copyOf(switches), effective);
    }
  }
}

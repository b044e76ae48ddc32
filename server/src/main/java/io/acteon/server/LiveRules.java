package io.acteon.server;

import io.acteon.engine.RuleBook;
import io.acteon.rules.RuleSet;
import io.acteon.rules.yaml.RuleFiles;
import io.acteon.rules.yaml.RuleLoadException;
import io.acteon.server.config.GatewayConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force and where they come from. A directory with a mistake in it leaves the rules
 * that are in force untouched. Thread-safe; reloads happen one at a time.
 */
final class LiveRules {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

  private final GatewayConfig.Rules config;
  private final RuleBook book;

  private LiveRules(GatewayConfig.Rules config, RuleBook book) {
    this.config = config;
    this.book = book;
  }

  /**
   * Loads the rules for the first time.
   *
   * @throws RuleLoadException with every problem of every file
   */
  static LiveRules load(GatewayConfig.Rules config) {
    return new LiveRules(config, new RuleBook(read(config)));
  }

  private static RuleSet read(GatewayConfig.Rules config) {
    return config
        .directory()
        .map(directory -> RuleFiles.load(directory, config.defaultTimezone()))
        .orElseGet(RuleSet::empty);
  }

  RuleBook book() {
    return book;
  }

  /**
   * Reads the directory again and puts its rules in force.
   *
   * @return how many rules there are now
   * @throws RuleLoadException with every problem; the rules in force stay
   */
  synchronized int reload() {
    RuleSet fresh = read(config);
    boolean changed = !fresh.hash().equals(book.current().hash());
    book.replace(fresh);
    if (changed) {
      LOG.info("{} rules loaded from {}", fresh.rules().size(), config.directory().orElseThrow());
    }
    return fresh.rules().size();
  }

  /** Reloads because a file has changed; what is wrong is logged. */
  void fileChanged() {
    try {
      reload();
    } catch (RuleLoadException e) {
      e.problems().forEach(problem -> LOG.error("{}", problem));
      LOG.error("the rules loaded before stay in force; mend the files, and they are read again");
    }
  }
}

package io.acteon.server.config;

/** Where a value comes from. Immutable. */
sealed interface Origin {

  /** How people find it. */
  String text();

  /** The key's own default. */
  record Default() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }

  /** A line of the configuration file. */
  record File(String name, Position position) implements Origin {
    @Override
    public String text() {
      return name + ":" + position.line() + ":" + position.column();
    }
  }

  /** An environment variable. */
  record Variable(String name) implements Origin {
    @Override
    public String text() {
      return "environment " + name;
    }
  }

  /** A flag of the command line. */
  record Flag(String name) implements Origin {
    @Override
    public String text() {
      return "flag " + name;
    }
  }
}

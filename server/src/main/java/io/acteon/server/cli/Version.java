package io.acteon.server.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which build this is. Immutable. */
final class Version implements IVersionProvider {

  /** As the jar's manifest says; classes outside a jar do not know. */
  static String number() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "acteon "
          + number()
          + " (Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + ")"
    };
  }
}

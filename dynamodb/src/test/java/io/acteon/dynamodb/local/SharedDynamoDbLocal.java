package io.acteon.dynamodb.local;

import java.net.URI;
import java.nio.file.Path;

/** One DynamoDB Local for all tests of a JVM, started when it is first needed. Thread-safe. */
public final class SharedDynamoDbLocal {
  private SharedDynamoDbLocal() {}

  private static final class Holder {
    static final DynamoDbLocal RUNNING =
        DynamoDbLocal.start(DynamoDbLocal.Options.inMemory(classPath()));
  }

  /** Where the build puts its jars. */
  public static Path classPath() {
    return Path.of(System.getProperty("acteon.root", ".."), "dynamodb-local", "target", "lib");
  }

  public static URI url() {
    return Holder.RUNNING.url();
  }
}

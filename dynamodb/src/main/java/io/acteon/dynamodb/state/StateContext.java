package io.acteon.dynamodb.state;

import io.acteon.dynamodb.internal.Connection;
import io.acteon.dynamodb.internal.Conversation;
import io.acteon.dynamodb.internal.Item;
import io.acteon.dynamodb.internal.ItemKey;
import io.acteon.dynamodb.internal.ItemWrite;
import io.acteon.dynamodb.internal.Keys;
import io.acteon.dynamodb.internal.Stamps;
import io.acteon.store.Answer;
import io.acteon.store.StoreException;
import io.acteon.time.Deadline;
import io.acteon.time.TimeSource;
import java.time.Duration;

/**
 * What every side of the store works with. Once it is closed nothing is asked of the table any
 * more. Thread-safe.
 */
final class StateContext {
  private final Connection connection;
  private final Keys keys;
  private final Stamps stamps;
  private final Conversation conversation;
  private volatile boolean closed;

  /** Takes over the connection. */
  StateContext(Connection connection, Keys keys, Stamps stamps) {
    this.connection = connection;
    this.keys = keys;
    this.stamps = stamps;
    this.conversation = new Conversation(connection);
  }

  Keys keys() {
    return keys;
  }

  Stamps stamps() {
    return stamps;
  }

  /**
   * The way to the table.
   *
   * @throws StoreException.Unavailable when the store is closed
   */
  Connection connection() {
    requireOpen();
    return connection;
  }

  /**
   * The way to write to the table.
   *
   * @throws StoreException.Unavailable when the store is closed
   */
  Conversation conversation() {
    requireOpen();
    return conversation;
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException.Unavailable("the store is closed");
    }
  }

  /** Closes the connection; what begins from now on fails at once. */
  void close() {
    closed = true;
    connection.close();
  }

  String table() {
    return connection.table();
  }

  TimeSource time() {
    return connection.time();
  }

  Duration maxSkew() {
    return connection.settings().maxClockSkew();
  }

  /** Runs an operation on an item with a ring. */
  <A, R> Answer<A, R> run(String name, Operation<A, R> operation, Deadline deadline) {
    return conversation().run(name, new RingWrite<>(operation, stamps, table()), deadline);
  }

  /** Runs an operation through this process's slot of an item. */
  <F, A, R> Answer<A, R> run(String name, SlotOperation<F, A, R> operation, Deadline deadline) {
    return conversation().run(name, new SlotWrite<>(operation, stamps, table()), deadline);
  }

  /** Runs an operation on a lock. */
  <A, R> Answer<A, R> run(String name, LockOperation<A, R> operation, Deadline deadline) {
    return run(name, write(operation), deadline);
  }

  /** An operation on a lock that is about to be run, for callers that look at it afterwards. */
  <A, R> LockWrite<A, R> write(LockOperation<A, R> operation) {
    return new LockWrite<>(operation, stamps, table());
  }

  /** Runs a write whose protocol is its own. */
  <A, R> Answer<A, R> run(String name, ItemWrite<A, R> write, Deadline deadline) {
    return conversation().run(name, write, deadline);
  }

  /** Reads an item, strongly consistent; takes note of its version. */
  Item read(String name, ItemKey key, Deadline deadline) {
    Item item = Reads.item(connection(), name, key, deadline);
    stamps.observe(Fate.newest(item));
    return item;
  }
}

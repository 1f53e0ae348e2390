package io.heddle.http1;

import io.heddle.connection.Connection;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.http.Blocking;
import java.io.IOException;

/** The switch over steps that every engine has, without an engine. */
final class Interpreter {
  /** Why it stopped. */
  enum Stop {
    /** The connection is closed. */
    CLOSED,
    /** It waits for bytes, and the client has none. */
    STARVED,
    /** It waits to be woken. */
    AWAITING
  }

  private static final int MAX_STEPS = 2_000_000;

  private final Connection connection;
  private final Client client;
  private final Wire own;
  private final Wire lent;
  private boolean closed;

  private Interpreter(Connection connection, Client client, boolean waits, boolean takesAll) {
    this.connection = connection;
    this.client = client;
    this.own = new MemoryWire(client, waits, takesAll);
    this.lent = waits ? own : new MemoryWire(client, true, takesAll);
  }

  /** Runs a connection like an engine with a thread per connection. */
  static Interpreter waiting(Connection connection, Client client) {
    return new Interpreter(connection, client, true, false);
  }

  /** Runs a connection like an event loop, which lends calls that may block to a worker. */
  static Interpreter looping(Connection connection, Client client) {
    return new Interpreter(connection, client, false, false);
  }

  /** Runs a connection whose client takes everything it is sent. */
  static Interpreter takingAll(Connection connection, Client client, boolean waits) {
    return new Interpreter(connection, client, waits, true);
  }

  /** Runs until the connection is closed or needs input. */
  Stop run() {
    for (int i = 0; i < MAX_STEPS; i++) {
      Step step = connection.next();
      check(connection.next() == step, "a second call of next returns another step");
      try {
        switch (step) {
          case READ -> {
            if (!read()) {
              return Stop.STARVED;
            }
          }
          case WRITE -> connection.flush(own);
          case CALL -> connection.call(connection.blocking() == Blocking.NEVER ? own : lent);
          case AWAIT -> {
            return Stop.AWAITING;
          }
          case CLOSE -> {
            return close();
          }
          case RESET -> {
            client.isReset();
            return close();
          }
        }
      } catch (IOException e) {
        return close();
      }
    }
    throw new AssertionError("the connection does not end");
  }

  private boolean read() throws IOException {
    int count = client.take(connection.space());
    if (count == 0) {
      if (!own.waits()) {
        connection.filled(0);
        check(connection.next() == Step.READ, "an empty read changes the next step");
      }
      return client.deliver();
    }
    connection.filled(count);
    return true;
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private Stop close() {
    if (!closed) {
      closed = true;
      connection.closed();
    }
    return Stop.CLOSED;
  }
}

package io.heddle.http1;

import io.heddle.connection.Connection;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.http.Blocking;
import java.io.IOException;

/** The switch that every engine has around a connection, without an engine. */
final class Interpreter {
  /** How it stopped. */
  enum Stop {
    /** The connection is closed. */
    CLOSED,
    /** It waits for octets, and the client has none. */
    STARVED
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

  /** As a thread of its own runs a connection. */
  static Interpreter waiting(Connection connection, Client client) {
    return new Interpreter(connection, client, true, false);
  }

  /** As an event loop runs a connection: what may wait is lent to a worker. */
  static Interpreter looping(Connection connection, Client client) {
    return new Interpreter(connection, client, false, false);
  }

  /** As an event loop runs a connection whose client takes all that is offered. */
  static Interpreter takingAll(Connection connection, Client client, boolean waits) {
    return new Interpreter(connection, client, waits, true);
  }

  /** Runs until the connection is closed or starves. */
  Stop run() {
    for (int i = 0; i < MAX_STEPS; i++) {
      Step step = connection.next();
      check(connection.next() == step, "next is another when asked twice");
      try {
        switch (step) {
          case READ -> {
            if (!read()) {
              return Stop.STARVED;
            }
          }
          case WRITE -> connection.flush(own);
          case CALL -> connection.call(connection.blocking() == Blocking.NEVER ? own : lent);
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
    throw new AssertionError("the connection does not come to an end");
  }

  private boolean read() throws IOException {
    int count = client.take(connection.space());
    if (count == 0) {
      if (!own.waits()) {
        connection.filled(0);
        check(connection.next() == Step.READ, "an empty read changes what is next");
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

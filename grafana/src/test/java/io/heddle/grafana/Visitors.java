package io.heddle.grafana;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send a request, read the response and pause, on a keep-alive connection. Most of
 * their requests wait in the handler, as if for a database.
 */
final class Visitors implements AutoCloseable {
  private static final int WAIT_MILLIS = 50;
  private static final int THINK_MILLIS = 100;
  private static final String WAITING = "GET /sleep?ms=" + WAIT_MILLIS + " HTTP/1.1\nHost: a\n\n";
  private static final String PLAIN = "GET /plaintext HTTP/1.1\nHost: a\n\n";

  private final int port;
  private final Deque<Thread> threads = new ArrayDeque<>();

  /** Creates an empty group for the server on this port. */
  Visitors(int port) {
    this.port = port;
  }

  /** Starts or stops visitors until there are this many. */
  synchronized void count(int count) {
    while (threads.size() > count) {
      threads.pop().interrupt();
    }
    while (threads.size() < count) {
      threads.push(Turns.repeat(this::visit));
    }
  }

  private void visit() throws IOException, InterruptedException {
    try (Connection connection = new Connection(port)) {
      while (true) {
        for (String request : new String[] {WAITING, WAITING, PLAIN}) {
          connection.send(request).awaitAnswer();
          TimeUnit.MILLISECONDS.sleep(THINK_MILLIS);
        }
      }
    }
  }

  @Override
  public void close() {
    count(0);
  }
}

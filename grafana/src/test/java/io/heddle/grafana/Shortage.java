package io.heddle.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A crowd of clients that repeatedly takes every descriptor of a server and leaves again, and a
 * client that keeps requesting a file. While the crowd is there, the server can neither accept a
 * connection nor open a file.
 */
final class Shortage implements AutoCloseable {
  /** The server's limit: more than it needs itself, and fewer than the crowd takes. */
  static final int DESCRIPTORS = 200;

  private static final int CROWD = 250;
  private static final String FILE = "GET /file.txt HTTP/1.1\nHost: a\n\n";

  private final int port;
  private final List<Thread> threads = new ArrayList<>();

  private Shortage(int port) {
    this.port = port;
  }

  /** Starts it against the server on this port, after the server has loaded its classes. */
  static Shortage on(int port) {
    Shortage shortage = new Shortage(port);
    try (Connection first = new Connection(port)) {
      first.send(FILE).awaitAnswer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shortage.threads.add(Turns.repeat(shortage::ask));
    shortage.threads.add(Turns.repeat(shortage::crowd));
    return shortage;
  }

  private void ask() throws IOException, InterruptedException {
    try (Connection connection = new Connection(port)) {
      for (int i = 0; i < 200; i++) {
        connection.send(FILE);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private void crowd() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1_500);
    List<Connection> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < CROWD; i++) {
        crowd.add(new Connection(port));
      }
      TimeUnit.MILLISECONDS.sleep(500);
    } finally {
      crowd.forEach(Connection::close);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}

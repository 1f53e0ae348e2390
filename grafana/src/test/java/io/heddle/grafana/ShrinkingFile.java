package io.heddle.grafana;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A client that requests a file again and again, which is cut to nothing while it is sent. */
final class ShrinkingFile implements AutoCloseable {
  /** More than the buffers of both sockets hold. */
  private static final long SIZE = 64 << 20;

  private static final int WINDOW = 16 << 10;

  private final int port;
  private final Path file;
  private final Thread thread;

  private ShrinkingFile(Path root, int port) {
    this.port = port;
    this.file = root.resolve("shrinking-" + port);
    this.thread = Turns.repeat(this::ask);
  }

  /** Starts it against the server of these files on this port. */
  static ShrinkingFile on(Path root, int port) {
    return new ShrinkingFile(root, port);
  }

  private void ask() throws IOException, InterruptedException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
        Connection connection = new Connection(port, WINDOW)) {
      content.setLength(SIZE);
      connection.send("GET /" + file.getFileName() + " HTTP/1.1\nHost: a\n\n").awaitAnswer();
      content.setLength(0);
      connection.awaitEnd();
    }
    TimeUnit.MILLISECONDS.sleep(200);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

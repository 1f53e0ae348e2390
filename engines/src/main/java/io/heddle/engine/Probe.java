package io.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Measures how long a connection waits for its turn: a pipe whose far end an engine serves just as
 * it serves a socket. Each message is the time at which it was sent, so several may be under way
 * and one that waits long hides no other. One thread sends; one thread of the engine receives.
 */
public final class Probe implements Closeable {
  private static final Trouble TROUBLE = Trouble.of(Probe.class);

  /** Messages of 8 octets go through a pipe whole (POSIX: PIPE_BUF is at least 512). */
  private static final int MESSAGE_BYTES = Long.BYTES;

  private static final int MOST_MESSAGES_AT_ONCE = 64;

  private final EngineObserver observer;
  private final Pipe.SinkChannel sink;
  private final Pipe.SourceChannel source;
  private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
  private final ByteBuffer received =
      ByteBuffer.allocateDirect(MOST_MESSAGES_AT_ONCE * MESSAGE_BYTES);

  /**
   * A probe of an engine that this observer watches.
   *
   * @throws IOException when no descriptors are left
   */
  public Probe(EngineObserver observer) throws IOException {
    this.observer = observer;
    Pipe pipe = Pipe.open();
    sink = pipe.sink();
    source = pipe.source();
    sink.configureBlocking(false);
  }

  /** The end that the engine serves. */
  public Pipe.SourceChannel source() {
    return source;
  }

  /** Sends one, unless the engine has left thousands lying. */
  public void send() {
    try {
      sink.write(message.clear().putLong(System.nanoTime()).flip());
    } catch (IOException e) {
      close();
    }
  }

  /**
   * Takes in what is there, or waits for it if the source blocks, and tells the observer.
   *
   * @return whether there will be more
   */
  public boolean receive() throws IOException {
    received.clear();
    int count = source.read(received);
    long now = System.nanoTime();
    received.flip();
    while (received.remaining() >= MESSAGE_BYTES) {
      observer.probed(now - received.getLong());
    }
    return count >= 0;
  }

  /** Closes both ends. Any thread may call it. */
  @Override
  public void close() {
    try (sink;
        source) {
      // both are closed, whatever the first one says
    } catch (IOException e) {
      TROUBLE.warn("closing a probe", e);
    }
  }
}

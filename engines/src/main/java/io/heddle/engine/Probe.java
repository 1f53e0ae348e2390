package io.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A probe that measures how long a connection waits for its turn. It is a pipe whose far end the
 * engine serves like a socket. Each message carries the time at which it was sent, so several can
 * be in flight, and a long wait hides none of the others. One thread sends; one thread of the
 * engine receives.
 */
public final class Probe implements Closeable {
  private static final Trouble TROUBLE = Trouble.of(Probe.class);
  private static final int MAX_MESSAGES_AT_ONCE = 64;

  private final EngineObserver observer;
  private final Pipe.SinkChannel sink;
  private final Pipe.SourceChannel source;

  /** The send times of messages that have not been received, oldest first. */
  private final Queue<Long> underWay = new ConcurrentLinkedQueue<>();

  private final ByteBuffer message = ByteBuffer.allocateDirect(1);
  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_MESSAGES_AT_ONCE);

  /**
   * A probe for an engine with this observer.
   *
   * @throws IOException when no file descriptors are left
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

  /** Sends a message, unless thousands are still unread. */
  public void send() {
    long now = System.nanoTime();
    underWay.add(now);
    try {
      if (sink.write(message.clear()) == 0) {
        underWay.remove(now);
      }
    } catch (IOException e) {
      close();
    }
  }

  /**
   * Receives the available messages and notifies the observer. Waits for one if the source blocks.
   *
   * @return whether there will be more
   */
  public boolean receive() throws IOException {
    int count = source.read(received.clear());
    long now = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Long sent = underWay.poll();
      if (sent != null) {
        observer.probed(now - sent);
      }
    }
    return count >= 0;
  }

  /**
   * How long the oldest unreceived message has been waiting, in nanoseconds; 0 if there is none.
   * Any thread may call this.
   */
  public long waitingNanos() {
    Long oldest = underWay.peek();
    return oldest == null ? 0 : System.nanoTime() - oldest;
  }

  /** Closes both ends. Any thread may call this. */
  @Override
  public void close() {
    underWay.clear();
    try (sink;
        source) {
      // close both ends even if the first close fails
    } catch (IOException e) {
      TROUBLE.warn("closing a probe", e);
    }
  }
}

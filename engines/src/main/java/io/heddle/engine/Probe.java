package io.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Measures how long a connection waits for its turn: a pipe whose far end an engine serves just as
 * it serves a socket. Each message has the time at which it was sent, so several may be under way
 * and one that waits long hides no other. One thread sends; one thread of the engine receives.
 */
public final class Probe implements Closeable {
  private static final Trouble TROUBLE = Trouble.of(Probe.class);
  private static final int MOST_MESSAGES_AT_ONCE = 64;

  private final EngineObserver observer;
  private final Pipe.SinkChannel sink;
  private final Pipe.SourceChannel source;

  /** When each message was sent that has not been received, the oldest first. */
  private final Queue<Long> underWay = new ConcurrentLinkedQueue<>();

  private final ByteBuffer message = ByteBuffer.allocateDirect(1);
  private final ByteBuffer received = ByteBuffer.allocateDirect(MOST_MESSAGES_AT_ONCE);

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
   * Takes in what is there, or waits for it if the source blocks, and tells the observer.
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
   * How long the oldest message has been waiting that is not received, in nanoseconds; 0 if there
   * is none. Any thread may ask.
   */
  public long waitingNanos() {
    Long oldest = underWay.peek();
    return oldest == null ? 0 : System.nanoTime() - oldest;
  }

  /** Closes both ends. Any thread may call it. */
  @Override
  public void close() {
    underWay.clear();
    try (sink;
        source) {
      // both are closed, whatever the first one says
    } catch (IOException e) {
      TROUBLE.warn("closing a probe", e);
    }
  }
}

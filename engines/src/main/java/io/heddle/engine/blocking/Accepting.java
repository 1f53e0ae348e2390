package io.heddle.engine.blocking;

import io.heddle.engine.Listener;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A listener, and the thread that accepts its connections. */
final class Accepting {
  /** How long to wait before accepting again after a failure. */
  static final Duration PAUSE = Duration.ofMillis(100);

  /** How long to wait for the thread to end before it is woken again. */
  private static final Duration WAKE_PAUSE = Duration.ofMillis(50);

  private final BlockingEngine engine;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean accepts = true;

  Accepting(BlockingEngine engine, Listener listener, ThreadKind threads) {
    this.engine = engine;
    this.listener = listener;
    this.thread = threads.unstarted("accept", this::acceptAll);
  }

  void start() {
    thread.start();
  }

  Listener listener() {
    return listener;
  }

  private void acceptAll() {
    try {
      // an inherited socket may have been served before, and left
      listener.channel().configureBlocking(true);
    } catch (IOException e) {
      return; // it is closed already
    }
    while (accepts && listener.isOpen()) {
      acceptOne();
    }
    openBacklog();
  }

  /** Serves the connections that the kernel accepted before the engine stopped. */
  private void openBacklog() {
    try {
      listener.channel().configureBlocking(false);
    } catch (IOException e) {
      return; // it is closed already
    }
    for (SocketChannel channel : listener.takeBacklogAndClose()) {
      openGuarded(channel);
    }
  }

  private void acceptOne() {
    try {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        openGuarded(channel);
      }
    } catch (IOException e) {
      if (listener.isOpen()) {
        // no descriptor: a connection that ends will free one
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void openGuarded(SocketChannel channel) {
    try {
      engine.open(channel, listener.protocol());
    } catch (IOException | RuntimeException | Error e) {
      engine.failed("a connection could not be opened", e);
    }
  }

  /** Makes the thread accept no more, soon. */
  void end() {
    accepts = false;
  }

  /**
   * Waits for the backlog to be taken, after {@link #end}. On busy carriers the accepting thread
   * takes its turn; where processes share the port, a wake-up may reach another one.
   */
  void awaitEnd(long deadlineNanos) throws InterruptedException {
    do {
      listener.wake();
    } while (!thread.join(WAKE_PAUSE) && System.nanoTime() < deadlineNanos);
  }
}

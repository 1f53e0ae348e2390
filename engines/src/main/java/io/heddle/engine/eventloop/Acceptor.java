package io.heddle.engine.eventloop;

import io.heddle.engine.Listener;
import io.heddle.engine.PhaseCount;
import io.heddle.engine.SocketWire;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections on one loop, which owns it. The loop keeps them, unless it has more than
 * another loop: then that loop gets them. So a connection rarely changes threads, and the loops
 * stay equally full.
 */
final class Acceptor implements Selected {
  /** Accepts at most this many connections before the loop serves its sockets again. */
  private static final int MAX_AT_ONCE = 64;

  /** A loop may have this many more connections than another one. */
  private static final int MAX_LEAD = 4;

  private final Listener listener;
  private final EventLoop own;
  private final List<EventLoop> loops;
  private @Nullable SelectionKey key;

  /**
   * An acceptor.
   *
   * @param own the loop that owns it
   * @param loops all loops
   */
  Acceptor(Listener listener, EventLoop own, List<EventLoop> loops) {
    this.listener = listener;
    this.own = own;
    this.loops = loops;
  }

  Listener listener() {
    return listener;
  }

  void register(Selector selector) throws IOException {
    listener.channel().configureBlocking(false);
    key = listener.channel().register(selector, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() {
    try {
      for (int i = 0; i < MAX_AT_ONCE && acceptOne(); i++) {
        // it has been handed to a loop
      }
    } catch (ClosedChannelException e) {
      // the engine is stopping
    } catch (IOException e) {
      // most likely no descriptor is left: try again at the next sweep instead of spinning
      setInterest(0);
    }
  }

  /** Returns whether there was a connection. */
  private boolean acceptOne() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      deal(channel);
    }
    return channel != null;
  }

  private void deal(SocketChannel channel) {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      SocketWire.close(channel);
      return;
    }
    emptiest().adopt(channel, listener.protocol());
  }

  /** The loop with the fewest connections; the own one if none has clearly fewer. */
  private EventLoop emptiest() {
    EventLoop chosen = own;
    int fewest = own.connections() - MAX_LEAD;
    for (EventLoop loop : loops) {
      if (loop.connections() < fewest) {
        chosen = loop;
        fewest = loop.connections();
      }
    }
    return chosen;
  }

  /**
   * Accepts no more. The socket leaves the selector, so that closing it takes effect immediately.
   */
  void leave(Selector selector, Consumer<SelectionKey> serve) throws IOException {
    if (key != null) {
      key.cancel();
      selector.selectNow(serve);
    }
  }

  /** Serves the connections in the kernel's backlog after all loops have left the socket. */
  void finish() {
    listener.takeBacklogAndClose().forEach(this::deal);
  }

  @Override
  public void sweep(long nowNanos, PhaseCount phases) {
    setInterest(SelectionKey.OP_ACCEPT);
  }

  private void setInterest(int operations) {
    if (key != null && key.isValid()) {
      key.interestOps(operations);
    }
  }

  @Override
  public void abort() {
    listener.close();
  }
}

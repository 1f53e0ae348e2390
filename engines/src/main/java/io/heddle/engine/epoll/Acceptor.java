package io.heddle.engine.epoll;

import io.heddle.engine.Census;
import io.heddle.engine.Listener;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepts connections on one loop and deals them to all of them in turn. That loop owns it. */
final class Acceptor implements Selected {
  /** So many are accepted before the loop looks after its connections again. */
  private static final int MOST_AT_ONCE = 64;

  private final Listener listener;
  private final List<EpollLoop> loops;
  private @Nullable SelectionKey key;
  private int next;

  Acceptor(Listener listener, List<EpollLoop> loops) {
    this.listener = listener;
    this.loops = loops;
  }

  void register(Selector selector) throws IOException {
    listener.channel().configureBlocking(false);
    key = listener.channel().register(selector, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() {
    try {
      for (int i = 0; i < MOST_AT_ONCE; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        deal(channel);
      }
    } catch (ClosedChannelException e) {
      // the engine ends
    } catch (IOException e) {
      // most likely no descriptor is left: try again at the next sweep instead of spinning
      setInterest(0);
    }
  }

  private void deal(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      channel.close();
      return;
    }
    EpollLoop loop = loops.get(next);
    next = next + 1 == loops.size() ? 0 : next + 1;
    loop.adopt(channel);
  }

  @Override
  public void sweep(long nowNanos, Census census) {
    setInterest(SelectionKey.OP_ACCEPT);
  }

  private void setInterest(int operations) {
    if (key != null && key.isValid()) {
      key.interestOps(operations);
    }
  }

  @Override
  public void drain() {
    // the engine has closed the listener
  }

  @Override
  public void abort() {
    listener.close();
  }
}

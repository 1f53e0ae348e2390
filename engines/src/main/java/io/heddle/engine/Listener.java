package io.heddle.engine;

import io.heddle.connection.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket, and the protocol of its connections. Any thread may accept from it, and close
 * it.
 */
public final class Listener implements Closeable {
  private static final Trouble TROUBLE = Trouble.of(Listener.class);

  private static final int WAKE_TIMEOUT_MILLIS = 200;
  private static final long MAX_BACKLOG_NANOS = 500_000_000;

  private final ServerSocketChannel channel;
  private final boolean isInherited;
  private final InetSocketAddress address;
  private final EngineObserver observer;
  private final Set<Integer> wakerPorts = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Protocol whole;
  private volatile ListenerConfig configured;
  private volatile Protocol part;
  private volatile Protocol protocol;
  private volatile boolean isLeft;

  /**
   * Listens as configured, or takes the configured socket.
   *
   * @param listener one of the configuration's listeners
   * @param whole the protocol; the connections of this listener get a part of it
   * @throws IOException when that fails, for example because the port is taken; the message names
   *     the address
   */
  public Listener(ListenerConfig listener, EngineConfig config, Protocol whole) throws IOException {
    configured = listener;
    observer = config.observer();
    ServerSocketChannel inherited = listener.socket();
    isInherited = inherited != null;
    channel = inherited != null ? inherited : bound(listener, config);
    address = (InetSocketAddress) channel.getLocalAddress();
    this.whole = whole;
    part = whole.part();
    protocol = listener.layer().over(part, observer);
  }

  private static ServerSocketChannel bound(ListenerConfig listener, EngineConfig config)
      throws IOException {
    ServerSocketChannel opened = ServerSocketChannel.open();
    try {
      opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (config.reusePort()) {
        opened.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      return opened.bind(listener.address(), config.backlog());
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw new IOException(
          "cannot listen on " + describe(listener.address()) + ": " + reason(e), e);
    }
  }

  private static String describe(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static String reason(Exception failure) {
    return failure instanceof UnresolvedAddressException
        ? "the host is unknown"
        : String.valueOf(failure.getMessage());
  }

  /** The socket, for registering with a selector. */
  public ServerSocketChannel channel() {
    return channel;
  }

  /** The address it listens on. */
  public InetSocketAddress address() {
    return address;
  }

  public boolean isOpen() {
    return !isLeft && channel.isOpen();
  }

  /** What its next connection speaks. */
  public Protocol protocol() {
    return protocol;
  }

  ListenerConfig configured() {
    return configured;
  }

  /**
   * Puts another layer under the protocol of new connections. If it demands something else, those
   * that are open drain, because they have not met that.
   */
  void configure(ListenerConfig next) {
    Layer before = configured.layer();
    Layer after = next.layer();
    if (!after.demands().equals(before.demands())) {
      drain();
      part = whole.part();
    }
    if (!after.equals(before)) {
      protocol = after.over(part, observer);
    }
    configured = next;
  }

  /** Ends each of its connections from now on, as {@link Protocol#drain} does. */
  void drain() {
    part.drain();
  }

  /**
   * Accepts the next connection. Returns null if there is none (on a non-blocking socket), or after
   * {@link #wake}.
   *
   * @throws IOException when no connection can be accepted, most likely because no file descriptors
   *     are left: the caller should wait before the next attempt. Only the first of several
   *     failures in a row is logged.
   */
  public @Nullable SocketChannel accept() throws IOException {
    try {
      SocketChannel accepted = channel.accept();
      failing.setPlain(false);
      if (accepted != null && isWaker(accepted)) {
        accepted.close();
        // more connections may wait behind the wake-up connection
        return channel.isBlocking() ? null : channel.accept();
      }
      return accepted;
    } catch (IOException e) {
      if (isOpen()) {
        report(e);
      }
      throw e;
    }
  }

  private boolean isWaker(SocketChannel accepted) {
    return !wakerPorts.isEmpty()
        && wakerPorts.contains(accepted.socket().getPort())
        && accepted.socket().getInetAddress().equals(accepted.socket().getLocalAddress());
  }

  private void report(IOException failure) {
    observer.acceptFailed();
    if (failing.compareAndSet(false, true)) {
      TROUBLE.warn("cannot accept connections for now", failure);
    }
  }

  /**
   * Accepts all connections in the kernel's backlog and closes the socket, because closing it
   * resets the rest. Nothing should be served before this is done: clients send new requests only
   * after they have an answer, so the backlog stays finite. The socket must be non-blocking.
   */
  public List<SocketChannel> takeBacklogAndClose() {
    List<SocketChannel> backlog = new ArrayList<>();
    rehearseClosing();
    long end = System.nanoTime() + MAX_BACKLOG_NANOS;
    try {
      SocketChannel next = accept();
      while (next != null && System.nanoTime() < end) {
        backlog.add(next);
        next = accept();
      }
      if (next != null) {
        backlog.add(next);
      }
    } catch (IOException e) {
      // closed already, or no descriptor is left: the waiting connections cannot be served
    } finally {
      close();
    }
    return backlog;
  }

  /** Makes the close below fast: what the JVM does for the first time takes long. */
  private static void rehearseClosing() {
    try {
      ServerSocketChannel.open().close();
    } catch (IOException e) {
      // no descriptor is left
    }
  }

  /**
   * Wakes the thread that is blocked in {@link #accept} by connecting to the socket. Closing the
   * socket would wake it too, but would reset the connections that the kernel has accepted so far.
   * Where another socket listens on the same port ({@code SO_REUSEPORT}), the kernel may hand the
   * connection to that one: try again until the thread has woken.
   */
  public void wake() {
    InetAddress host = address.getAddress();
    InetAddress reachable = !host.isAnyLocalAddress() ? host : InetAddress.getLoopbackAddress();
    try (SocketChannel caller = SocketChannel.open()) {
      caller.bind(null);
      wakerPorts.add(caller.socket().getLocalPort());
      caller
          .socket()
          .connect(new InetSocketAddress(reachable, address.getPort()), WAKE_TIMEOUT_MILLIS);
    } catch (IOException e) {
      // If the backlog is full, the thread is not blocked. After any other failure, closing is the
      // only option.
      if (!(e instanceof SocketTimeoutException)) {
        close();
      }
    }
  }

  /**
   * Closes the socket. An inherited one stays open until the process ends: its owner has it anyway,
   * and the next process accepts what waits there. Besides, the JDK connects stdout and stderr to
   * /dev/null when it closes that socket.
   */
  @Override
  public void close() {
    isLeft = true;
    if (isInherited) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing the listening socket", e);
    }
  }
}

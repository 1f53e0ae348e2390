package io.heddle.engine.epoll;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Transport;
import io.heddle.engine.Census;
import io.heddle.engine.ConnectionCount.Admission;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection on a loop: {@link #advance} is the engine. The loop's thread owns it, but for the
 * time that it lends it to a worker ({@link Loan}).
 */
final class EpollConnection implements Selected, Transport {
  private static final Trouble TROUBLE = Trouble.of(EpollConnection.class);

  /** After so many reads the other connections have their turn. */
  private static final int MOST_READS = 16;

  /** After so many octets of files the other connections have their turn. */
  private static final int MOST_SENT_BYTES = 512 << 10;

  private final EpollLoop loop;
  private final SocketChannel channel;
  private final Connection connection;
  private final Admission admission;
  private @Nullable SelectionKey key;
  private @Nullable Loan loan;
  private int sendBudget;
  private boolean closed;

  EpollConnection(EpollLoop loop, SocketChannel channel, Admission admission) throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.admission = admission;
    InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
    this.connection = new Connection(loop.protocol, peer.getAddress(), 0);
  }

  EpollLoop loop() {
    return loop;
  }

  SocketChannel channel() {
    return channel;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Begins without waiting for readiness: the first request is often there already, and a
   * connection that ends with it need never be registered.
   */
  void begin() {
    if (admission == Admission.TURNED_AWAY) {
      try {
        connection.turnAway();
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
    }
    advance();
  }

  @Override
  public void ready() {
    Loan lent = loan;
    if (lent == null) {
      advance();
    } else {
      // the worker is told, and level-triggered readiness must not repeat meanwhile
      listen(0, lent);
    }
  }

  /** Does what can be done without waiting. */
  private void advance() {
    beginTurn();
    int readsLeft = MOST_READS;
    try {
      while (true) {
        switch (connection.next()) {
          case READ -> {
            if (readsLeft == 0) {
              setInterest(SelectionKey.OP_READ);
              return;
            }
            ByteBuffer space = connection.space();
            int room = space.remaining();
            int count = channel.read(space);
            connection.filled(count);
            // a short read has emptied the socket; if not, readiness will say so
            readsLeft = count >= 0 && count < room ? 0 : readsLeft - 1;
          }
          case WRITE -> {
            if (!connection.flush(this)) {
              setInterest(SelectionKey.OP_WRITE);
              return;
            }
          }
          case CALL -> {
            if (connection.mayWait()) {
              lend();
              return;
            }
            connection.call(this);
          }
          case CLOSE -> {
            close();
            return;
          }
        }
      }
    } catch (IOException clientGone) {
      close();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Begins a time in which this connection may send its share of a file. */
  void beginTurn() {
    sendBudget = MOST_SENT_BYTES;
  }

  private void lend() throws IOException {
    if (key == null) {
      setInterest(SelectionKey.OP_READ);
    }
    Loan lent = new Loan(this);
    loan = lent;
    try {
      loop.lend(lent);
    } catch (RuntimeException | Error e) {
      loan = null;
      throw e;
    }
  }

  /** Takes the connection back from the worker. */
  void returned(boolean isAlive) {
    loan = null;
    if (isAlive && !closed && channel.isOpen()) {
      advance();
    } else {
      close();
    }
  }

  /** Asks for readiness, or for none, on behalf of a worker. */
  void listen(int operations, Loan borrower) {
    try {
      setInterest(operations);
      if (operations != 0 && channel.isOpen()) {
        return;
      }
    } catch (IOException e) {
      close(channel);
    }
    borrower.signal();
  }

  /** Asks for readiness; registers the socket the first time. */
  private void setInterest(int operations) throws IOException {
    if (key == null) {
      key = channel.register(loop.selector(), operations, this);
    } else if (key.isValid() && key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public void sweep(long nowNanos, Census census) {
    census.count(connection.phase());
    if (connection.overstays(nowNanos, loop.timeouts)) {
      if (connection.endsByClosing()) {
        abort();
      } else {
        endInput();
      }
    }
  }

  /** Makes the owner read -1 as if the client had sent its last. */
  private void endInput() {
    Loan lent = loan;
    if (lent == null) {
      connection.filled(-1);
      advance();
      return;
    }
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      close(channel);
    }
    lent.signal();
  }

  @Override
  public void drain() {
    Phase phase = connection.phase();
    if (loan == null && (phase == Phase.IDLE || phase == Phase.OPENED)) {
      advance();
    }
  }

  @Override
  public void abort() {
    Loan lent = loan;
    if (lent == null) {
      close();
    } else {
      close(channel);
      lent.signal();
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      close(channel);
      connection.closed();
      loop.closed(admission);
    }
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a connection", e);
    }
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    long sent = file.transferTo(position, Math.min(count, sendBudget), channel);
    sendBudget -= (int) sent;
    return sent;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }
}

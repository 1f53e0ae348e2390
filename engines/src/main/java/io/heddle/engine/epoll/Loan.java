package io.heddle.engine.epoll;

import io.heddle.connection.Connection;
import io.heddle.connection.Transport;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection lent to a worker, for handlers and bodies that may wait. To the worker the socket
 * seems to block: when it is not ready, the worker parks, and the loop wakes it.
 */
final class Loan implements Runnable, Transport {
  private static final Trouble TROUBLE = Trouble.of(Loan.class);

  private final EpollConnection lender;
  private volatile @Nullable Thread worker;
  private volatile boolean isReady;

  Loan(EpollConnection lender) {
    this.lender = lender;
  }

  @Override
  public void run() {
    worker = Thread.currentThread();
    boolean isAlive = false;
    try {
      work(lender.connection());
      isAlive = true;
    } catch (IOException clientGone) {
      // the loop closes the connection
    } catch (RuntimeException | Error e) {
      TROUBLE.error("a connection failed", e);
    } finally {
      boolean goesOn = isAlive;
      lender.loop().execute(() -> lender.returned(goesOn));
    }
  }

  /** Calls, and writes as long as that needs no waiting: a slow client must not keep a worker. */
  private void work(Connection connection) throws IOException {
    lender.beginTurn();
    boolean isBusy = true;
    while (isBusy) {
      switch (connection.next()) {
        case CALL -> connection.call(this);
        case WRITE -> isBusy = connection.flush(lender);
        case READ, CLOSE -> isBusy = false;
      }
    }
  }

  /** Says that the socket may be ready. The loop's thread calls it. */
  void signal() {
    isReady = true;
    LockSupport.unpark(worker);
  }

  private void await(int operation) {
    isReady = false;
    lender.loop().execute(() -> lender.listen(operation, this));
    while (!isReady) {
      LockSupport.park(this);
    }
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = lender.read(buffer);
    while (count == 0) {
      await(SelectionKey.OP_READ);
      count = lender.read(buffer);
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = lender.write(buffer);
    while (count == 0) {
      await(SelectionKey.OP_WRITE);
      count = lender.write(buffer);
    }
    return count;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    throw new IllegalStateException("files are sent by the loop");
  }

  @Override
  public void shutdownOutput() throws IOException {
    lender.shutdownOutput();
  }
}

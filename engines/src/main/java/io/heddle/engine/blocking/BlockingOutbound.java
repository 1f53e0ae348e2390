package io.heddle.engine.blocking;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.connection.Outbound;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to other servers for all threads of an engine. Thread-safe. */
final class BlockingOutbound implements Outbound {
  private final Set<BlockingLine> lines = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Line connect(InetSocketAddress address, Caller caller) throws IOException {
    BlockingLine line = new BlockingLine(this, caller);
    lines.add(line);
    try {
      if (isClosed) {
        throw new ClosedChannelException();
      }
      line.connect(address);
      return line;
    } catch (IOException | RuntimeException | Error e) {
      line.close();
      throw e;
    }
  }

  /** Reports that a line is closed. */
  void closed(BlockingLine line) {
    lines.remove(line);
  }

  /** Closes the lines whose server takes too long. Called by the thread that checks deadlines. */
  void sweep(long nowNanos) {
    lines.forEach(line -> line.sweep(nowNanos));
  }

  /** Closes all lines, and lets nobody open others. */
  void close() {
    isClosed = true;
    lines.forEach(BlockingLine::close);
  }
}

package io.heddle.http1;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

/**
 * A wire to a {@link Client}. It either blocks, like that of a thread per connection, or does not,
 * like that of an event loop. In both cases it may take fewer bytes than it is offered.
 */
final class MemoryWire implements Wire {
  private static final int[] TAKES = {0, 1, 7, 0, 100, 4000, 0, 20_000};

  private final Client client;
  private final boolean waits;
  private final boolean takesAll;
  private int turn;

  MemoryWire(Client client, boolean waits, boolean takesAll) {
    this.client = client;
    this.waits = waits;
    this.takesAll = takesAll;
  }

  @Override
  public boolean waits() {
    return waits;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    check();
    int count = client.take(buffer);
    while (count == 0 && waits) {
      if (!client.deliver()) {
        throw new IOException("the client sends nothing more, without closing");
      }
      count = client.take(buffer);
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    check();
    byte[] taken = new byte[Math.min(buffer.remaining(), takes())];
    buffer.get(taken);
    if (taken.length > 0) {
      client.receive(taken);
    }
    return taken.length;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    check();
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, Math.min(takes(), 1 << 16)));
    int length = file.read(piece, position);
    if (length <= 0) {
      return 0;
    }
    byte[] taken = new byte[length];
    piece.flip().get(taken);
    client.receive(taken);
    return length;
  }

  @Override
  public void shutdownOutput() throws IOException {
    check();
    client.receiveLast();
  }

  @Override
  public boolean hasInput() {
    return false;
  }

  private int takes() throws IOException {
    int room = client.room();
    check();
    if (room == 0 && waits) {
      throw new IOException("the client takes no more");
    }
    if (takesAll) {
      return room;
    }
    int takes = TAKES[turn++ % TAKES.length];
    return Math.min(room, takes == 0 && waits ? 1 : takes);
  }

  private void check() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
    if (client.isGone()) {
      throw new IOException("connection reset");
    }
  }
}

package io.heddle.client;

import io.heddle.connection.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A wire to a server that sends prepared bytes, a few at a time, and then closes the connection. It
 * keeps what it gets.
 */
final class ServerWire implements Wire {
  private final byte[] prepared;
  private final int pieceBytes;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int sent;
  private int writes;

  /**
   * A wire.
   *
   * @param prepared what the server sends, in which each {@code |} is a line end
   * @param pieceBytes how many bytes of it one read returns
   */
  ServerWire(String prepared, int pieceBytes) {
    this.prepared = prepared.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    this.pieceBytes = pieceBytes;
  }

  /** What the client has sent, with {@code |} for each line end. */
  String received() {
    return received.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "|");
  }

  int writes() {
    return writes;
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) {
    int count = Math.min(Math.min(pieceBytes, buffer.remaining()), prepared.length - sent);
    if (count == 0) {
      return -1;
    }
    buffer.put(prepared, sent, count);
    sent += count;
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) {
    writes++;
    byte[] taken = new byte[Math.min(buffer.remaining(), 5_000)];
    buffer.get(taken);
    received.writeBytes(taken);
    return taken.length;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, 3));
    int length = file.read(piece, position);
    received.write(piece.array(), 0, Math.max(length, 0));
    return Math.max(length, 0);
  }

  @Override
  public void shutdownOutput() {
    // nothing here depends on it
  }

  @Override
  public boolean hasInput() {
    return sent < prepared.length;
  }
}

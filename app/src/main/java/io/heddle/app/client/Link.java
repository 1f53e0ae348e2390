package io.heddle.app.client;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A connected socket as a wire that blocks. One thread reads and one writes. */
final class Link implements Wire, AutoCloseable {
  private static final int COPIED_BYTES = 16 << 10;

  private final Socket socket;
  private final Socket plain;
  private final InputStream in;
  private final OutputStream out;
  private long lastRead;
  private boolean isMarked;
  private long marked;

  /**
   * A wire on a socket.
   *
   * @param plain the socket itself, or the one below it with TLS
   */
  Link(Socket socket, Socket plain) throws IOException {
    this.socket = socket;
    this.plain = plain;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Notes the next read that returns bytes. Its time is {@link #marked}. */
  void mark(boolean hasUnread) {
    isMarked = !hasUnread;
    marked = lastRead;
  }

  /** When the first bytes after the mark were read, or before it if those were not used yet. */
  long marked() {
    return marked;
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int from = buffer.arrayOffset() + buffer.position();
    int count = in.read(buffer.array(), from, buffer.remaining());
    if (count > 0) {
      buffer.position(buffer.position() + count);
      lastRead = System.nanoTime();
      if (isMarked) {
        isMarked = false;
        marked = lastRead;
      }
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), count);
    buffer.position(buffer.limit());
    return count;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, COPIED_BYTES));
    return file.read(piece, position) > 0 ? write(piece.flip()) : 0;
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the connection from another thread, without the last words of TLS. */
  void abort() {
    try {
      plain.close();
    } catch (IOException e) {
      // it is closed already
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      abort();
    }
  }
}

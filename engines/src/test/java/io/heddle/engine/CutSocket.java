package io.heddle.engine;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket that cuts what is sent into pieces of one size, or holds it back, and remembers what it
 * has received.
 */
final class CutSocket extends Socket {
  private final int pieceBytes;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean holds;

  CutSocket(int pieceBytes) {
    this.pieceBytes = pieceBytes;
  }

  /** Holds back what is sent from now on. */
  synchronized void hold() {
    holds = true;
  }

  /** Sends everything that was held back at once. */
  synchronized void release() throws IOException {
    super.getOutputStream().write(take());
  }

  /** Returns what was held back, which is not sent then. */
  synchronized byte[] take() {
    holds = false;
    byte[] taken = held.toByteArray();
    held.reset();
    return taken;
  }

  private synchronized void send(byte[] bytes, int from, int count) throws IOException {
    if (holds) {
      held.write(bytes, from, count);
      return;
    }
    OutputStream out = super.getOutputStream();
    for (int at = 0; at < count; at += pieceBytes) {
      out.write(bytes, from + at, Math.min(pieceBytes, count - at));
    }
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        send(bytes, from, count);
      }

      @Override
      public void write(int octet) throws IOException {
        send(new byte[] {(byte) octet}, 0, 1);
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read(byte[] target, int from, int most) throws IOException {
        int count = super.read(target, from, most);
        received.write(target, from, Math.max(count, 0));
        return count;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }
    };
  }

  /** The records that were received, each as its type and length. */
  List<String> records() {
    List<String> records = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(received.toByteArray());
    while (bytes.hasRemaining()) {
      int type = bytes.get();
      int length = bytes.getShort(bytes.position() + 2);
      records.add(type + " of " + length);
      bytes.position(bytes.position() + 4 + length);
    }
    return records;
  }
}

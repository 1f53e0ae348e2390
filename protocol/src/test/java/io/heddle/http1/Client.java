package io.heddle.http1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The client of a connection, in memory: its bytes arrive in pieces, one per request for more. */
final class Client {
  /**
   * Bytes that arrive together.
   *
   * @param waited whether they arrive only when the server has nothing more to send
   */
  private record Piece(ByteBuffer octets, boolean waited) {}

  private final Deque<Piece> toCome = new ArrayDeque<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<Integer> waits = new ArrayList<>();
  private ByteBuffer arrived = ByteBuffer.allocate(0);
  private boolean ends;
  private boolean ended;
  private boolean gone;
  private boolean toldLast;
  private boolean reset;
  private int writes;
  private int limit = Integer.MAX_VALUE;
  private boolean goneAtLimit;
  private int hookAt = Integer.MAX_VALUE;
  private Runnable hook = () -> {};

  /** Sends bytes after all others. */
  Client sends(byte[] octets) {
    toCome.add(new Piece(ByteBuffer.wrap(octets), false));
    return this;
  }

  /** Sends ASCII text after all others. */
  Client sends(String text) {
    return sends(Visible.octets(text));
  }

  /** Sends bytes after all others, once the server has nothing more to send. */
  Client waitsAndSends(byte[] octets) {
    toCome.add(new Piece(ByteBuffer.wrap(octets), true));
    return this;
  }

  /** Half-closes after the last byte. */
  Client ends() {
    ends = true;
    return this;
  }

  /** Makes all operations of the server fail from now on. */
  Client vanishes() {
    gone = true;
    return this;
  }

  /** Takes this many bytes in total; after that a write blocks, or fails. */
  Client takes(int bytes, boolean thenVanishes) {
    limit = bytes;
    goneAtLimit = thenVanishes;
    return this;
  }

  /** How many more bytes it takes. */
  int room() {
    gone |= goneAtLimit && received.size() >= limit;
    return limit - received.size();
  }

  /** Runs the action once this many bytes have been received. */
  Client after(int bytes, Runnable action) {
    hookAt = bytes;
    hook = action;
    return this;
  }

  /** Delivers the next piece, or the end; returns false if there is none. */
  boolean deliver() {
    Piece piece = toCome.poll();
    if (piece == null) {
      boolean news = ends && !ended;
      ended |= ends;
      return news;
    }
    if (piece.waited()) {
      waits.add(received.size());
    }
    arrived = piece.octets();
    return true;
  }

  /** Reads what has arrived: 0 if nothing has, -1 at the end. */
  int take(ByteBuffer target) {
    if (!arrived.hasRemaining()) {
      return ended ? -1 : 0;
    }
    int count = Math.min(arrived.remaining(), target.remaining());
    target.put(target.position(), arrived, arrived.position(), count);
    target.position(target.position() + count);
    arrived.position(arrived.position() + count);
    return count;
  }

  void receive(byte[] octets) {
    received.writeBytes(octets);
    writes++;
    if (received.size() >= hookAt) {
      hookAt = Integer.MAX_VALUE;
      hook.run();
    }
  }

  void receiveLast() {
    toldLast = true;
  }

  /** Receives a reset. */
  void isReset() {
    reset = true;
  }

  boolean wasReset() {
    return reset;
  }

  boolean isGone() {
    return gone;
  }

  /** Whether the server has half-closed. */
  boolean isToldLast() {
    return toldLast;
  }

  byte[] received() {
    return received.toByteArray();
  }

  String text() {
    return Visible.text(received());
  }

  /** How many writes it received. */
  int writes() {
    return writes;
  }

  /** How many bytes had been received at each wait. */
  List<Integer> waits() {
    return waits;
  }
}

package io.heddle.http1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The other end of a connection, in memory: its octets arrive in pieces, one when asked for. */
final class Client {
  /** Octets that arrive at once; {@code waited}: after the server has said all it had to say. */
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

  /** Octets to arrive after all others. */
  Client sends(byte[] octets) {
    toCome.add(new Piece(ByteBuffer.wrap(octets), false));
    return this;
  }

  /** ASCII text to arrive after all others. */
  Client sends(String text) {
    return sends(Visible.octets(text));
  }

  /** Octets to arrive after all others, when the server has said all it had to say. */
  Client waitsAndSends(byte[] octets) {
    toCome.add(new Piece(ByteBuffer.wrap(octets), true));
    return this;
  }

  /** Half-closes after the last octet. */
  Client ends() {
    ends = true;
    return this;
  }

  /** From now on all that the server tries fails. */
  Client vanishes() {
    gone = true;
    return this;
  }

  /** Takes so many bytes in all; after that a write waits, or finds nobody. */
  Client takes(int bytes, boolean thenVanishes) {
    limit = bytes;
    goneAtLimit = thenVanishes;
    return this;
  }

  /** How many bytes more it takes. */
  int room() {
    gone |= goneAtLimit && received.size() >= limit;
    return limit - received.size();
  }

  /** Runs this once so many bytes have been received. */
  Client after(int bytes, Runnable action) {
    hookAt = bytes;
    hook = action;
    return this;
  }

  /** Lets the next piece arrive, or the end; false when there is none. */
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

  /** Reads what has arrived: 0 when nothing has, -1 at the end. */
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

  /** Is cut off so that it notices. */
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

  /** How many writes it took. */
  int writes() {
    return writes;
  }

  /** How much had been received at each wait. */
  List<Integer> waits() {
    return waits;
  }
}

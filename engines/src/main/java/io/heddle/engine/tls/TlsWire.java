package io.heddle.engine.tls;

import io.heddle.connection.Wire;
import io.heddle.engine.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * TLS as a wire around the engine's wire. What it encrypts counts as sent only when the engine's
 * wire has taken all of the record, so a caller that gets 0 must try again with the same bytes. It
 * belongs to the thread that owns the connection.
 */
final class TlsWire implements Wire {
  /** The content of a full record. */
  private static final int RECORD_BYTES = 16 << 10;

  /** After this many bytes the other connections get a turn. */
  private static final int MAX_SENT_BYTES = 128 << 10;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Records records;
  private @Nullable Wire under;

  /** Bytes of content in a record that is not completely sent. */
  private int owed;

  /** Set while the client does not take what TLS itself has to send. Any thread may read it. */
  private volatile @Nullable Deadline unread;

  private int share;
  private boolean endsOutput;
  private boolean hasEndedOutput;

  // Of the thread that checks deadlines.
  private @Nullable Wire watched;
  private int leastGrowth;
  private int grownTo;

  TlsWire(Records records) {
    this.records = records;
  }

  /** Begins a turn on the engine's wire. */
  TlsWire over(Wire plain) {
    under = plain;
    share = MAX_SENT_BYTES;
    return this;
  }

  /** Forgets the engine's wire until the next turn. */
  void endTurn() {
    under = null;
  }

  private Wire under() {
    Wire plain = under;
    if (plain == null) {
      throw new IllegalStateException("the wire is used outside of its turn");
    }
    return plain;
  }

  @Override
  public boolean waits() {
    return under().waits();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return decrypt(buffer, null);
  }

  @Override
  public int read(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    return decrypt(buffer, happens);
  }

  private int decrypt(ByteBuffer buffer, @Nullable BooleanSupplier happens) throws IOException {
    Wire plain = under();
    int count = records.read(buffer);
    while (count == 0 && buffer.hasRemaining()) {
      records.addOwn();
      if (!flushOwn()) {
        return 0;
      }
      requireMemory();
      ByteBuffer space = records.received().space();
      int received = happens == null ? plain.read(space) : plain.read(space, happens);
      if (received < 0) {
        throw new EOFException("the client's input ended without close_notify");
      }
      if (received == 0) {
        return 0;
      }
      records.received().filled(received);
      count = records.read(buffer);
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    if (!buffer.hasRemaining() || !mayEncrypt()) {
      return 0;
    }
    int from = buffer.position();
    boolean isEncrypted = owed > 0 || encrypt(buffer);
    int count = isEncrypted && flush() ? takeOwed() : 0;
    buffer.position(from + count);
    return count;
  }

  /**
   * Encrypts a record. What TLS itself has to send goes first, and may fill the buffer.
   *
   * @return false if the engine's wire would have to wait before that
   */
  private boolean encrypt(ByteBuffer source) throws IOException {
    requireMemory();
    owed = records.encrypt(source);
    while (owed == 0) {
      if (!flush()) {
        return false;
      }
      owed = records.encrypt(source);
    }
    return true;
  }

  /** While a wire waits, its buffers stay with it, so it must not begin when there are too many. */
  private void requireMemory() throws IOException {
    if (waits() && records.isOverdrawn()) {
      throw new IOException("the buffers for records take too much memory");
    }
  }

  /** Copies a part of the file, encrypts it and sends it, one record at a time. */
  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    if (!mayEncrypt()) {
      return 0;
    }
    if (owed == 0) {
      ByteBuffer part = records.take();
      try {
        part.limit((int) Math.min(count, RECORD_BYTES));
        if (file.read(part, position) <= 0 || !encrypt(part.flip())) {
          return 0;
        }
      } finally {
        records.give(part);
      }
    }
    return flush() ? takeOwed() : 0;
  }

  /** Whether a record may be encrypted or completed now; if not, the wire awaits the next turn. */
  private boolean mayEncrypt() throws IOException {
    if (owed > 0) {
      return true;
    }
    if (share <= 0) {
      if (!waits()) {
        return under().write(NOTHING) > 0;
      }
      under().giveWay();
      share = MAX_SENT_BYTES;
    }
    return flush();
  }

  private int takeOwed() {
    int count = owed;
    owed = 0;
    share -= count;
    return count;
  }

  /** Whether a record with content is not completely sent. */
  boolean isAmidContent() {
    return owed > 0;
  }

  /**
   * Sends what TLS itself has to send, such as the answer to a key update: the connection is about
   * to read, and would otherwise have no deadline for what the client does not take.
   *
   * @return whether everything is sent
   */
  boolean flushOwn() throws IOException {
    if (records.hasOutput()) {
      awaitOwn();
    }
    boolean isSent = flush();
    if (isSent) {
      forgetOwn();
    }
    return isSent;
  }

  /** Starts the time for TLS's own records, unless it runs already. */
  void awaitOwn() {
    if (unread == null) {
      unread = new Deadline();
    }
  }

  /** Ends the time for TLS's own records. */
  void forgetOwn() {
    if (unread != null) {
      unread = null;
    }
  }

  /**
   * The time for what TLS itself has to send; null unless the connection waits for that. Any thread
   * may call this.
   */
  @Nullable Deadline unread() {
    return unread;
  }

  /** Sends what is encrypted; returns whether everything is sent. */
  boolean flush() throws IOException {
    if (!records.flush(under())) {
      return false;
    }
    if (endsOutput) {
      endsOutput = false;
      under().shutdownOutput();
    }
    return true;
  }

  @Override
  public void shutdownOutput() throws IOException {
    records.end();
    hasEndedOutput = true;
    endsOutput = true;
    flush();
  }

  /** Whether nothing more may be sent. */
  boolean hasEndedOutput() {
    return hasEndedOutput;
  }

  @Override
  public void giveWay() {
    under().giveWay();
  }

  @Override
  public void setInterruptible(boolean isInterruptible) {
    under().setInterruptible(isInterruptible);
  }

  /**
   * Prepares {@link #hasInput} for the thread that checks deadlines, which is the only one that
   * calls it.
   *
   * @param least a record that has grown by this many bytes since the last look is input, too
   */
  TlsWire watch(Wire plain, long least) {
    watched = plain;
    leastGrowth = (int) Math.min(least, Integer.MAX_VALUE);
    return this;
  }

  /**
   * Whether bytes can be read. The beginning of a record counts only while it grows: otherwise a
   * client could stay forever by sending one byte of it.
   */
  @Override
  public boolean hasInput() {
    return records.isReadable() || hasGrown() || (watched != null && watched.hasInput());
  }

  private boolean hasGrown() {
    int now = records.received().count();
    if (now < grownTo) {
      grownTo = 0;
    }
    boolean isEnough = now - grownTo >= leastGrowth;
    if (isEnough) {
      grownTo = now;
    }
    return isEnough;
  }
}

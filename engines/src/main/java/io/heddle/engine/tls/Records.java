package io.heddle.engine.tls;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a TLS connection in both directions (RFC 8446 section 5), encrypted and decrypted
 * by an {@code SSLEngine}. Its buffers exist only while they hold something. It belongs to the
 * thread that owns the connection; other threads may call only the methods that say so.
 */
final class Records {
  /** A client may send this many records in a row that carry no content. */
  private static final int MAX_SILENT = 64;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final RecordBuffers buffers;
  private final ReceivedBytes received;

  /** What was decrypted and not read, from its position to its limit. */
  private @Nullable ByteBuffer content;

  private volatile boolean hasContent;

  /** What is to be sent, from its position to its limit. */
  private @Nullable ByteBuffer output;

  private int silent;
  private boolean isEnded;

  /**
   * No records yet.
   *
   * @param idleBytes size of the buffer for the first read after a quiet time; 0 if there is none
   */
  Records(SSLEngine engine, RecordBuffers buffers, int idleBytes) {
    this.engine = engine;
    this.buffers = buffers;
    this.received = new ReceivedBytes(buffers, idleBytes);
  }

  SSLEngine engine() {
    return engine;
  }

  ReceivedBytes received() {
    return received;
  }

  // --- received ---

  /** Whether {@link #read} finds something without more input. Any thread may call this. */
  boolean isReadable() {
    return hasContent || received.isWhole();
  }

  /** Whether there is decrypted content, a whole record, or the beginning of a wrong one. */
  boolean isReady() {
    return content != null || received.hasRecord();
  }

  /** Processes a record of the handshake. Call it only if {@link #isReady}. */
  void unwrapHandshake() throws SSLException {
    received.unwrap(engine, NOTHING);
  }

  /**
   * Decrypts into the buffer: all whole records that have been received, as far as there is room.
   *
   * @return how many bytes; 0 if there is no content without more input; -1 after the client's
   *     close_notify
   */
  int read(ByteBuffer target) throws SSLException {
    int before = target.position();
    while (target.hasRemaining() && isReady() && !isEnded) {
      if (content != null) {
        drain(target, content);
      } else if (!unwrapsTo(target)) {
        if (target.position() > before) {
          break;
        }
        unwrapToContent();
      }
    }
    int count = target.position() - before;
    return count == 0 && isEnded ? -1 : count;
  }

  /** Decrypts a record; false if the buffer has too little room for it. */
  private boolean unwrapsTo(ByteBuffer target) throws SSLException {
    SSLEngineResult result = received.unwrap(engine, target);
    switch (result.getStatus()) {
      case OK -> check(result);
      case CLOSED -> isEnded = true;
      case BUFFER_OVERFLOW -> {
        return false;
      }
      case BUFFER_UNDERFLOW -> throw new IllegalStateException("underflow is an exception");
    }
    return true;
  }

  private void unwrapToContent() throws SSLException {
    ByteBuffer decrypted = buffers.take();
    try {
      if (!unwrapsTo(decrypted)) {
        throw new SSLException("a record is larger than announced");
      }
    } finally {
      if (decrypted.flip().hasRemaining()) {
        content = decrypted;
        hasContent = true;
      } else {
        buffers.give(decrypted);
      }
    }
  }

  private void drain(ByteBuffer target, ByteBuffer decrypted) {
    int limit = decrypted.limit();
    int count = Math.min(target.remaining(), decrypted.remaining());
    target.put(decrypted.limit(decrypted.position() + count));
    decrypted.limit(limit);
    if (!decrypted.hasRemaining()) {
      releaseContent();
    }
  }

  private void releaseContent() {
    ByteBuffer decrypted = content;
    if (decrypted != null) {
      content = null;
      hasContent = false;
      buffers.give(decrypted);
    }
  }

  /** Whether the client has sent close_notify, so that nothing more comes. */
  boolean isEnded() {
    return isEnded;
  }

  /** After the handshake, only TLS 1.3's short messages are allowed: no second handshake. */
  private void check(SSLEngineResult result) throws SSLException {
    silent = result.bytesProduced() > 0 ? 0 : silent + 1;
    if (silent > MAX_SILENT) {
      throw new SSLException("too many records without content");
    }
    switch (result.getHandshakeStatus()) {
      case NOT_HANDSHAKING, FINISHED, NEED_WRAP -> {}
      case NEED_TASK, NEED_UNWRAP, NEED_UNWRAP_AGAIN ->
          throw new SSLException("the client asks for another handshake");
    }
  }

  // --- to be sent ---

  boolean hasOutput() {
    return output != null;
  }

  /**
   * Adds what TLS itself has to send: parts of a handshake, a ticket, an alert.
   *
   * @return false if there is no room for it before something is sent
   */
  boolean addOwn() throws SSLException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      SSLEngineResult result = wrap(NOTHING);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        return false;
      }
      if (result.bytesProduced() == 0 && isStuck(result)) {
        return true;
      }
    }
    return true;
  }

  private static boolean isStuck(SSLEngineResult result) {
    return result.getStatus() == SSLEngineResult.Status.CLOSED
        || result.getHandshakeStatus() != HandshakeStatus.FINISHED;
  }

  /**
   * Encrypts one record.
   *
   * @return how many bytes of the content are in it; 0 if there is no room before something is sent
   */
  int encrypt(ByteBuffer source) throws SSLException {
    while (true) {
      SSLEngineResult result = wrap(source);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        return 0;
      }
      if (result.bytesConsumed() > 0) {
        return result.bytesConsumed();
      }
      if (result.bytesProduced() == 0 && isStuck(result)) {
        throw new SSLException("the connection is closed for output");
      }
    }
  }

  private SSLEngineResult wrap(ByteBuffer source) throws SSLException {
    ByteBuffer out = output == null ? buffers.take().limit(0) : output;
    output = out;
    int from = out.position();
    out.position(out.limit()).limit(out.capacity());
    try {
      return engine.wrap(source, out);
    } finally {
      out.limit(out.position()).position(from);
      if (!out.hasRemaining()) {
        releaseOutput();
      }
    }
  }

  private void releaseOutput() {
    ByteBuffer out = output;
    if (out != null) {
      output = null;
      buffers.give(out);
    }
  }

  /** Adds the close_notify alert; nothing can be sent after it. */
  void end() throws SSLException {
    engine.closeOutbound();
    addOwn();
  }

  /** Sends as much as the wire takes; returns whether everything is sent. */
  boolean flush(Wire wire) throws IOException {
    ByteBuffer out = output;
    while (out != null && out.hasRemaining()) {
      if (wire.write(out) == 0) {
        return false;
      }
    }
    releaseOutput();
    return true;
  }

  /** A buffer for parts of a file, until {@link #give}. */
  ByteBuffer take() {
    return buffers.take();
  }

  void give(ByteBuffer buffer) {
    buffers.give(buffer);
  }

  /** Whether the client may begin, as far as there is memory. */
  boolean mayLetIn() {
    return buffers.mayLetIn();
  }

  /** Whether a quiet connection must not keep its buffers, because there are too many. */
  boolean isOverdrawn() {
    return buffers.isOverdrawn();
  }

  /** Drops everything that was received. */
  void drop() {
    received.drop();
    releaseContent();
  }

  /** Returns all buffers. */
  void release() {
    drop();
    releaseOutput();
  }
}

package io.heddle.codec;

import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of request content, of known length or chunked (RFC 9112 sections 6 and 7). It takes
 * its input from the inbox and can stop at any byte. One decoder serves many requests.
 */
public final class BodyDecoder {
  private enum State {
    CHUNK_LINE,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    DONE
  }

  private final ChunkLine chunkLine = new ChunkLine();
  private final FieldParser trailerParser = new FieldParser();

  private FieldTable trailers = new FieldTable();
  private Limits limits = Limits.STANDARD;
  private long maxBodyBytes;

  private State state = State.DONE;
  private boolean chunked;
  private @Nullable HttpException failure;
  private long dataLeft;
  private long limitLeft;

  /** A decoder with nothing to decode yet. */
  public BodyDecoder() {}

  /**
   * Begins a body with this framing.
   *
   * @param bound limits for the trailers
   * @param maxBytes limit for the content
   * @throws HttpException 413 when the announced length is larger
   */
  public void begin(Framing framing, Limits bound, long maxBytes) {
    limits = bound;
    maxBodyBytes = maxBytes;
    if (framing instanceof Framing.Length(long bytes) && bytes > maxBytes) {
      throw tooLarge();
    }
    begin(framing);
  }

  /** Ends the body and discards its trailers. */
  public void end() {
    begin(Framing.NONE);
  }

  private void begin(Framing framing) {
    if (chunked) {
      trailers.retire();
      trailers = new FieldTable();
    }
    failure = null;
    chunked = false;
    switch (framing) {
      case Framing.None none -> state = State.DONE;
      case Framing.Length length -> {
        state = State.DATA;
        dataLeft = length.bytes();
      }
      case Framing.Chunked all -> {
        state = State.CHUNK_LINE;
        chunked = true;
        limitLeft = maxBodyBytes;
        chunkLine.beginBody();
      }
    }
  }

  public boolean isDone() {
    return state == State.DONE;
  }

  /**
   * Whether the rest cannot be read: the framing is malformed, or the client has stopped sending.
   */
  public boolean isBroken() {
    return failure != null;
  }

  /** Whether it is reading the fields after the last chunk. */
  boolean isInTrailers() {
    return state == State.TRAILERS;
  }

  /** How many bytes of content are still to come; -1 if chunked. */
  public long left() {
    return isDone() ? 0 : chunked ? -1 : dataLeft;
  }

  /**
   * Whether the inbox holds the whole rest of the body, which can no longer turn out to be
   * malformed.
   */
  public boolean isBuffered(Inbox inbox) {
    return left() >= 0 && left() <= inbox.available();
  }

  /** How many of the next bytes are content, without any framing between them. */
  public long dataLeft() {
    return state == State.DATA ? dataLeft : 0;
  }

  /** The fields after the body; empty before it is done. */
  public Headers trailers() {
    return chunked && state == State.DONE ? trailers : new FieldTable();
  }

  /**
   * Reports that {@code count} bytes of {@link #dataLeft} were read without passing through the
   * inbox.
   */
  public void tookData(int count) {
    dataLeft -= count;
    if (dataLeft == 0) {
      state = chunked ? State.DATA_CR : State.DONE;
    }
  }

  /**
   * Decodes what the inbox holds.
   *
   * @return how many bytes of content were written to the array, at most {@code length}; 0 when the
   *     inbox must be filled first or the body is done
   * @throws HttpException 400 for malformed chunks, 413 for too much content, 431 for trailers
   */
  public int decode(Inbox inbox, byte[] target, int offset, int length) {
    return decodeOrBreak(inbox, target, offset, length);
  }

  /**
   * Drops what the inbox holds of the body.
   *
   * @return how many bytes of content it dropped
   * @throws HttpException as in {@link #decode}
   */
  public int skip(Inbox inbox) {
    return decodeOrBreak(inbox, null, 0, Integer.MAX_VALUE);
  }

  /** Marks the rest of the body as lost; further reads throw {@code reason}. */
  public void abandon(HttpException reason) {
    failure = reason;
  }

  private int decodeOrBreak(Inbox inbox, byte @Nullable [] target, int offset, int length) {
    if (failure != null) {
      throw failure;
    }
    try {
      return decodeParts(inbox, target, offset, length);
    } catch (HttpException e) {
      failure = e;
      throw e;
    }
  }

  private int decodeParts(Inbox inbox, byte @Nullable [] target, int offset, int length) {
    int written = 0;
    while (written < length && !inbox.isEmpty() && state != State.DONE) {
      switch (state) {
        case CHUNK_LINE -> {
          if (chunkLine.take(take(inbox))) {
            beginChunk();
          }
        }
        case DATA -> {
          int count = (int) Math.min(Math.min(dataLeft, inbox.available()), length - written);
          if (target != null) {
            System.arraycopy(inbox.bytes(), inbox.start(), target, offset + written, count);
          }
          inbox.consume(count);
          written += count;
          tookData(count);
        }
        case DATA_CR -> {
          expect(take(inbox), '\r');
          state = State.DATA_LF;
        }
        case DATA_LF -> {
          expect(take(inbox), '\n');
          chunkLine.begin();
          state = State.CHUNK_LINE;
        }
        case TRAILERS -> {
          if (!parseTrailers(inbox)) {
            return written;
          }
        }
        case DONE -> throw new IllegalStateException();
      }
    }
    return written;
  }

  private void beginChunk() {
    dataLeft = chunkLine.size();
    if (dataLeft == 0) {
      state = State.TRAILERS;
      trailerParser.begin(0, limits.maxHeaders());
      return;
    }
    if (dataLeft > limitLeft) {
      throw tooLarge();
    }
    limitLeft -= dataLeft;
    state = State.DATA;
  }

  private HttpException tooLarge() {
    return new HttpException(
        Status.CONTENT_TOO_LARGE, "content exceeds " + maxBodyBytes + " bytes");
  }

  private boolean parseTrailers(Inbox inbox) {
    int base = inbox.start();
    int limit = base + limits.maxHeadBytes();
    int cap = Math.min(inbox.end(), limit);
    if (trailerParser.parse(trailers, inbox.bytes(), base, cap)) {
      trailers.settle(inbox.bytes(), base);
      inbox.consume(trailerParser.next());
      state = State.DONE;
      return true;
    }
    if (inbox.end() >= limit) {
      throw new HttpException(
          Status.HEADER_FIELDS_TOO_LARGE, "trailers exceed " + limits.maxHeadBytes() + " bytes");
    }
    return false;
  }

  private static byte take(Inbox inbox) {
    byte b = inbox.bytes()[inbox.start()];
    inbox.consume(1);
    return b;
  }

  private static void expect(byte b, char wanted) {
    if (b != wanted) {
      throw Syntax.malformed("chunk does not end in CRLF");
    }
  }
}

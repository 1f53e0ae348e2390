package io.heddle.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The content of a response: bytes in memory, part of a file, or a writer that may block.
 *
 * <p>Code that takes a response and does not send it must close the body. The connection closes the
 * body of each response it gets from a handler, exactly once, when the response is over: sent, cut
 * off, or never sent because the request is HEAD or the client has left.
 */
public sealed interface Body extends AutoCloseable {
  /** No content. */
  Body EMPTY = new Bytes(new byte[0]);

  /** The text in UTF-8. */
  static Body text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The length in bytes; -1 if only the writer knows it. */
  long length();

  /** Releases its resources: a file, or whatever the writer has opened. */
  @Override
  void close();

  /**
   * Bytes in memory: those of the array between two positions.
   *
   * @param bytes sent without copying, so they must not change any more
   * @param owner closed once the response is over
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes, int from, int to, Closeable owner) implements Body {
    private static final Closeable NOBODY = () -> {};

    /** The bytes between two positions. */
    public Bytes {
      Objects.checkFromToIndex(from, to, bytes.length);
    }

    /** The bytes between two positions, which belong to the response alone. */
    public Bytes(byte[] bytes, int from, int to) {
      this(bytes, from, to, NOBODY);
    }

    /** All bytes of the array. */
    public Bytes(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    @Override
    public long length() {
      return (long) to - from;
    }

    @Override
    public void close() {
      closeQuietly(owner);
    }
  }

  /**
   * Part of a file. Where possible the kernel sends it without copying it through this process
   * (sendfile).
   *
   * @param file open for reading
   * @param position of the first byte, from 0
   * @param length in bytes; the file must be long enough
   * @param owner closed once the response is over; the file itself if nobody else uses it
   * @param residency which parts are in memory
   */
  record Region(FileChannel file, long position, long length, Closeable owner, Residency residency)
      implements Body {
    /** A region of a file that is closed with it. */
    public Region(FileChannel file, long position, long length) {
      this(file, position, length, file);
    }

    /** A region of a file that is taken to be in memory. */
    public Region(FileChannel file, long position, long length, Closeable owner) {
      this(file, position, length, owner, (_, _) -> true);
    }

    @Override
    public void close() {
      closeQuietly(owner);
    }
  }

  private static void closeQuietly(Closeable owner) {
    try {
      owner.close();
    } catch (IOException ignored) {
      // What it has was only read, so no data is lost.
    }
  }

  /** Knows which parts of a file are in memory, so that reading them does not wait for a disk. */
  @FunctionalInterface
  interface Residency {
    /** Whether all bytes of this range are in memory now. */
    boolean isResident(long position, long length);

    /** Called after all bytes of this range have been read, by a thread that may wait. */
    default void warmed(long position, long length) {}
  }

  /**
   * Content that a writer produces while it is sent. The writer runs on a thread that may block, at
   * the pace of the client.
   *
   * @param length in bytes, which the writer must produce exactly; -1 if unknown: then the content
   *     is chunked, or ends when the connection closes for an HTTP/1.0 client
   * @param writer called at most once, and not at all if the content is not needed
   */
  record Stream(long length, Writer writer) implements Body {
    @Override
    public void close() {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes the content of a {@link Stream}. */
  @FunctionalInterface
  interface Writer extends Closeable {
    /**
     * Writes the whole content; it need not flush or close. The output is held back until 64 KiB of
     * it wait, until the writer is done, or until the writer flushes after the request's body was
     * read to its end or has arrived completely with a known length. Until then an exception
     * replaces the response; after that, the response is cut off so that the client notices.
     *
     * <p>A writer that computes for long, such as a search, writes something for each step, if only
     * an empty array: then other connections can run in between.
     *
     * @throws IOException when the client is gone, or when the writer fails
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Whether an interrupt may end it when it takes too long. A writer that reads a {@link Region}
     * says no: Java closes a file when a thread is interrupted that reads it, and other responses
     * may be sending the same file.
     */
    default boolean isInterruptible() {
      return true;
    }

    /** Releases its resources. Called once, after {@link #writeTo} or instead of it. */
    @Override
    default void close() throws IOException {}
  }
}

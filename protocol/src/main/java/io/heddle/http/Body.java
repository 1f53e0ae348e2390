package io.heddle.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * What a response sends after its head: memory, part of a file, or a writer that may wait.
 *
 * <p>Code that has a response and does not send it closes the body. The connection closes the body
 * of each response that a handler gives it, exactly once, when the response is over: sent, cut off,
 * or never sent because the request is HEAD or the client has left.
 */
public sealed interface Body extends AutoCloseable {
  /** No content. */
  Body EMPTY = new Bytes(new byte[0]);

  /** The text in UTF-8. */
  static Body text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes it sends; -1 when only its writer knows. */
  long length();

  /** Gives back what it holds: a file, or whatever its writer has opened. */
  @Override
  void close();

  /**
   * Bytes in memory.
   *
   * @param bytes sent as they are; not copied, so they must not change any more
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void close() {
      // it holds nothing
    }
  }

  /**
   * Part of a file, sent by the kernel without passing through this process where the wire can
   * (sendfile).
   *
   * @param file open for reading
   * @param position of the first byte, from 0
   * @param length in bytes; the file must hold them
   * @param owner closed once the response is over; the file itself if nobody else uses it
   */
  record Region(FileChannel file, long position, long length, Closeable owner) implements Body {
    /** A region of a file that is closed with it. */
    public Region(FileChannel file, long position, long length) {
      this(file, position, length, file);
    }

    @Override
    public void close() {
      try {
        owner.close();
      } catch (IOException ignored) {
        // it was only read: nothing is lost
      }
    }
  }

  /**
   * Content that a writer makes while it is sent. It runs on a thread that may wait: what it writes
   * goes out at the pace of the client.
   *
   * @param length in bytes, which the writer must keep to; -1 when unknown: then the content goes
   *     out chunked, or to an HTTP/1.0 client until the connection closes
   * @param writer called at most once, and not at all if the content is not wanted
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
     * Writes the whole content; need not flush or close. What it writes is held back until 64 KiB
     * of it wait, until it is done, or until it flushes and the request's body has been read to its
     * end, or has a known length and has arrived. Up to then an exception replaces the response;
     * after that, the response is cut off so that the client can tell.
     *
     * @throws IOException when the client is gone, or of the writer's own
     */
    void writeTo(OutputStream out) throws IOException;

    /** Gives back what it holds. Called once, after {@link #writeTo} or in its place. */
    @Override
    default void close() throws IOException {}
  }
}

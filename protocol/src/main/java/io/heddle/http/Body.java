package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** What a response sends after its head: memory, part of a file, or a writer that may wait. */
public sealed interface Body {
  /** No content. */
  Body EMPTY = new Bytes(new byte[0]);

  /** The text in UTF-8. */
  static Body text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many octets it sends; -1 when only its writer knows. */
  long length();

  /**
   * Octets in memory.
   *
   * @param bytes sent as they are; not copied, so they must not change any more
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * Part of a file, sent by the kernel without passing through this process where the transport can
   * (sendfile).
   *
   * @param file open for reading; closed once the response is over
   * @param position of the first octet, from 0
   * @param length in octets; the file must hold them
   */
  record Region(FileChannel file, long position, long length) implements Body {}

  /**
   * Content that a writer makes while it is sent. It runs on a thread that may wait: what it writes
   * goes out at the pace of the client.
   *
   * @param length in octets, which the writer must keep to; -1 when unknown: then the content goes
   *     out chunked, or to an HTTP/1.0 client until the connection closes
   * @param writer called once
   */
  record Stream(long length, Writer writer) implements Body {}

  /** Writes the content of a {@link Stream}. */
  @FunctionalInterface
  interface Writer {
    /**
     * Writes the whole content; need not flush or close.
     *
     * @throws IOException when the client is gone, or of the writer's own: the response is then cut
     *     off so that the client can tell
     */
    void writeTo(OutputStream out) throws IOException;
  }
}

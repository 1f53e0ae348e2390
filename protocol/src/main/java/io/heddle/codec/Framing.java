package io.heddle.codec;

/** How the content of a message is delimited (RFC 9112 section 6.3). */
public sealed interface Framing {
  /** There is no content. */
  Framing NONE = new None();

  /** Chunks, up to a chunk of size 0. */
  Framing CHUNKED = new Chunked();

  /** No content. */
  record None() implements Framing {}

  /**
   * Content of a known length.
   *
   * @param bytes at least 1; a client may also write 0
   */
  record Length(long bytes) implements Framing {}

  /** Content in the chunked transfer coding. */
  record Chunked() implements Framing {}
}

package io.heddle.benchmarks;

/**
 * A server's parser for request heads, on one connection. It copies the bytes into its own buffer,
 * as a read from a socket would.
 */
public interface HeadReader {
  /**
   * Parses a complete head.
   *
   * @throws Exception when the head is malformed; the reader must not be used again
   */
  Seen read(byte[] head) throws Exception;
}

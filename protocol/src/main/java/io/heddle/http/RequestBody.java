package io.heddle.http;

import java.io.InputStream;

/** The content of a request, decoded as it arrives. It is read from the client only on demand. */
public interface RequestBody {
  /** The length in bytes, as announced by the client: 0 without content, -1 if chunked. */
  long length();

  /**
   * The content. Reads block until the client sends. They throw HttpException when the client
   * violates the framing (400), sends more than the limit (413) or stops sending (408).
   */
  InputStream stream();

  /** Whether reading from or sending to the client has failed, so that no response can reach it. */
  boolean isClientGone();

  /** Whether reading has failed because the client violated HTTP or stopped sending. */
  boolean isMalformed();

  /** The fields after a chunked body (RFC 9110 section 6.5); empty before the body has ended. */
  Headers trailers();
}

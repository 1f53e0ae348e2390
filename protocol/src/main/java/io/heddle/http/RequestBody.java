package io.heddle.http;

import java.io.InputStream;

/** The content of a request as it comes in, decoded. It is read from the client on demand only. */
public interface RequestBody {
  /** How many bytes the client announced: 0 when there is no content, -1 when it is chunked. */
  long length();

  /**
   * The content. Reading waits for the client; it throws HttpException when the client breaks the
   * framing (400), sends more than the limit (413) or stops sending (408).
   */
  InputStream stream();

  /** Whether reading it, or sending to the client, has failed: no answer can reach the client. */
  boolean isClientGone();

  /** Whether reading it has failed because the client broke the rules, or stopped sending. */
  boolean isMalformed();

  /** The fields after a chunked body (RFC 9110 section 6.5); none before the body has ended. */
  Headers trailers();
}

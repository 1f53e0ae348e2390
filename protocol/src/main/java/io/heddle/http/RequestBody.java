package io.heddle.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** The content of a request, decoded as it arrives. It is read from the client only on demand. */
public interface RequestBody {
  /** The length in bytes, as announced by the client: 0 without content, -1 if chunked. */
  long length();

  /**
   * The content. Reads block until the client sends. They throw HttpException when the client
   * violates the framing (400), sends more than the limit (413) or stops sending (408).
   */
  InputStream stream();

  /**
   * Reads content as the {@linkplain #stream stream} does, but waits for the client only until
   * something else happens. Content that a filter decodes is waited for in any case.
   *
   * @param happens whether something else has happened; asked after 25 ms in which the client has
   *     sent nothing, and then every 25 to 200 ms; must not wait
   * @return how many bytes; 0 if something else has happened first; -1 at the end
   */
  default int readUnless(BooleanSupplier happens, byte[] target) throws IOException {
    return stream().read(target);
  }

  /** Whether reading from or sending to the client has failed, so that no response can reach it. */
  boolean isClientGone();

  /** Whether reading has failed because the client violated HTTP or stopped sending. */
  boolean isMalformed();

  /** The fields after a chunked body (RFC 9110 section 6.5); empty before the body has ended. */
  Headers trailers();
}

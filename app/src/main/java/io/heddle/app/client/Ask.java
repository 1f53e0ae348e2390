package io.heddle.app.client;

import io.heddle.client.ClientRequest;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;

/** A request, and where its response goes. */
record Ask(ServerUrl url, ClientRequest request, Sink sink, Timing timing)
    implements AutoCloseable {
  private static final int SMALL_BYTES = 4 << 10;

  /** Whether it waits for the server's consent before it sends its content (RFC 9110 10.1.1). */
  boolean expectsContinue() {
    return request.content().isPresent()
        && request.fields().stream()
            .filter(field -> field.name().equals(HeaderName.EXPECT))
            .map(Field::value)
            .anyMatch("100-continue"::equalsIgnoreCase);
  }

  /** Whether the kernel takes all of it at once, so that sending it cannot wait for the server. */
  boolean isSmall() {
    long length = request.content().map(Body::length).orElse(0L);
    return length >= 0 && length <= SMALL_BYTES && !expectsContinue();
  }

  /** Closes the content, of which some may not have been sent, and the file for the response. */
  @Override
  public void close() throws TransferException {
    timing.ended();
    request.content().ifPresent(Body::close);
    sink.close();
  }
}

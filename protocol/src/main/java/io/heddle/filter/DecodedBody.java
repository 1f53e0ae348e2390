package io.heddle.filter;

import io.heddle.http.Headers;
import io.heddle.http.RequestBody;
import java.io.InputStream;

/** The content of a request that the client has compressed. */
record DecodedBody(RequestBody encoded, InputStream stream) implements RequestBody {
  private static final long UNKNOWN = -1;

  @Override
  public long length() {
    return UNKNOWN;
  }

  @Override
  public boolean isClientGone() {
    return encoded.isClientGone();
  }

  @Override
  public boolean isMalformed() {
    return encoded.isMalformed();
  }

  @Override
  public Headers trailers() {
    return encoded.trailers();
  }
}

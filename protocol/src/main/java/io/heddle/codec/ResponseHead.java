package io.heddle.codec;

import io.heddle.http.Headers;
import io.heddle.http.Version;

/**
 * The head of a response, as a client has received it.
 *
 * @param status 100 to 599
 * @param reason the phrase after the status; it may be empty
 * @param headers a copy, which stays valid
 */
public record ResponseHead(Version version, int status, String reason, Headers headers) {
  /** Whether another response to the same request follows (RFC 9110 section 15.2). */
  public boolean isInterim() {
    return status < 200;
  }
}

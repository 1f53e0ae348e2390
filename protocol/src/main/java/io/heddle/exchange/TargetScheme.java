package io.heddle.exchange;

import io.heddle.http.HttpException;
import io.heddle.http.RequestHead;
import io.heddle.http.Status;
import java.util.Optional;

/**
 * The scheme of a target that is a whole URI. Another one than the client uses names another
 * resource (RFC 9110 section 4.2.2).
 */
final class TargetScheme {
  private TargetScheme() {}

  /**
   * Compares it with that of the client.
   *
   * @throws HttpException 400 when it is another one
   */
  static void check(RequestHead head) {
    Optional<String> named = head.targetScheme();
    if (named.isEmpty()) {
      return;
    }
    String used = head.client().scheme();
    if (!named.get().equals(used)) {
      throw new HttpException(
          Status.BAD_REQUEST, "request target is neither a path nor an " + used + " URI");
    }
  }
}

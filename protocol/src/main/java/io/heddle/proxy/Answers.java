package io.heddle.proxy;

import io.heddle.codec.ResponseHead;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Turns the heads of other servers' responses into responses of this one. */
final class Answers {
  /** This server writes its own. */
  private static final Set<HeaderName> OWN = Set.of(HeaderName.DATE, HeaderName.SERVER);

  private Answers() {}

  /** The response without its content. */
  static Response of(ResponseHead head) {
    Set<HeaderName> dropped = new HashSet<>(HopByHop.in(head.headers()));
    dropped.addAll(OWN);
    AtomicReference<Response> response =
        new AtomicReference<>(Response.of(Status.of(head.status())));
    head.headers()
        .forEach(
            (name, value) -> {
              HeaderName known = HeaderName.of(name);
              if (!dropped.contains(known)) {
                response.set(response.get().append(Field.of(known, value)));
              }
            });
    return response.get().append(RequestHeads.via(head.version()));
  }

  /** The announced length of the content; -1 if there is none. */
  static long length(ResponseHead head) {
    return head.headers().first(HeaderName.CONTENT_LENGTH).map(Long::parseLong).orElse(-1L);
  }
}

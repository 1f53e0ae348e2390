package io.heddle.proxy;

import io.heddle.codec.ResponseHead;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.List;
import java.util.Set;

/** Turns the heads of other servers' responses into responses of this one. */
final class Answers {
  /** This server writes its own. */
  private static final Set<HeaderName> OWN = Set.of(HeaderName.DATE, HeaderName.SERVER);

  private Answers() {}

  /**
   * The response without its content.
   *
   * @param authority host and port of the server
   */
  static Response of(ResponseHead head, ProxyRules rules, String authority) {
    List<Field> fields = HopByHop.without(head.headers(), OWN);
    if (head.headers().contains(HeaderName.LOCATION)) {
      fields.replaceAll(field -> located(field, rules, authority));
    }
    fields.add(RequestHeads.via(head.version()));
    return Response.of(Status.of(head.status())).append(fields);
  }

  private static Field located(Field field, ProxyRules rules, String authority) {
    return field.name().equals(HeaderName.LOCATION)
        ? Field.of(field.name(), rules.location(field.value(), authority))
        : field;
  }

  /** The announced length of the content; -1 if there is none. */
  static long length(ResponseHead head) {
    return head.headers().first(HeaderName.CONTENT_LENGTH).map(Long::parseLong).orElse(-1L);
  }
}

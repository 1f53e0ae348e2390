package io.heddle.exchange;

import io.heddle.http.ClientInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Networks;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import java.util.List;
import java.util.Optional;

/**
 * What proxies in front of the server may say about requests: who the client is, which scheme it
 * used, and the request's id. Only trusted proxies are believed; anyone else could say anything.
 *
 * @param trusted where these proxies are
 * @param form the fields in which they name the client
 * @param sharesIds whether their ids of requests are used, and responses have the id
 */
public record Forwarding(Networks trusted, Form form, boolean sharesIds) {
  /** The fields that name a client. The proxy must set these, or remove them. */
  public enum Form {
    /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
    X_FORWARDED,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED
  }

  /** The field for the id of a request. */
  public static final HeaderName REQUEST_ID = HeaderName.of("X-Request-Id");

  /** No proxy is trusted. */
  public static final Forwarding NONE = new Forwarding(Networks.NONE, Form.X_FORWARDED, false);

  private static final int MAX_ID_LENGTH = 128;

  /** The head of a request, with the client that trusted proxies name. */
  RequestHead seen(RequestHead head) {
    if (!isFromTrusted(head)) {
      return head;
    }
    ClientInfo client =
        switch (form) {
          case X_FORWARDED -> XForwarded.client(head, trusted);
          case FORWARDED -> Forwarded.client(head, trusted);
        };
    return head.with(client);
  }

  /** The id of a request, which may be that of a trusted proxy. */
  RequestId named(RequestHead head, RequestId own) {
    return sharesIds && isFromTrusted(head) ? givenId(head).map(own::named).orElse(own) : own;
  }

  private boolean isFromTrusted(RequestHead head) {
    return !trusted.isEmpty() && trusted.contains(head.connection().peer().getAddress());
  }

  /** The id must be harmless in every log. */
  private static Optional<String> givenId(RequestHead head) {
    List<String> ids = head.headers().all(REQUEST_ID);
    return ids.size() == 1 && isId(ids.getFirst()) ? Optional.of(ids.getFirst()) : Optional.empty();
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID_LENGTH
        && text.chars().allMatch(Forwarding::isIdChar);
  }

  private static boolean isIdChar(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "-._~+/=:@".indexOf(c) >= 0;
  }
}

package io.heddle.app.watch;

import io.heddle.exchange.Exchange;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the access log keeps of an exchange, which goes on to the next request meanwhile.
 *
 * @param millis when the response was complete, since 1970
 * @param request null when the request was refused before it had a head
 * @param bytes of the response's content
 * @param durationNanos from the complete head to the complete response
 * @param referer null when there is none, or when the log does not show it
 * @param userAgent as {@code referer}
 */
record LogEntry(
    long millis,
    InetAddress client,
    @Nullable RequestLine request,
    String route,
    int status,
    long bytes,
    long durationNanos,
    @Nullable String referer,
    @Nullable String userAgent) {
  /** About what an entry takes beside its texts. */
  private static final int FIXED_BYTES = 200;

  /** The first line of a request (RFC 9112 section 3). */
  record RequestLine(Method method, String target, Version version) {
    private static RequestLine of(RequestHead head) {
      return new RequestLine(head.method(), head.target(), head.version());
    }
  }

  /** What is to be kept of an exchange that is complete at this time. */
  static LogEntry of(Exchange exchange, long millis, boolean showsClient) {
    Optional<RequestHead> head = exchange.head();
    Optional<Headers> fields = showsClient ? head.map(RequestHead::headers) : Optional.empty();
    return new LogEntry(
        millis,
        exchange.connection().peer().getAddress(),
        head.map(RequestLine::of).orElse(null),
        exchange.route().name(),
        exchange.status().code(),
        exchange.contentBytes(),
        exchange.durationNanos(),
        fields.flatMap(all -> all.first(HeaderName.REFERER)).orElse(null),
        fields.flatMap(all -> all.first(HeaderName.USER_AGENT)).orElse(null));
  }

  /** About how much memory this takes. */
  long bytesHeld() {
    long texts = request == null ? 0 : request.target.length();
    texts += referer == null ? 0 : referer.length();
    texts += userAgent == null ? 0 : userAgent.length();
    return FIXED_BYTES + texts;
  }
}

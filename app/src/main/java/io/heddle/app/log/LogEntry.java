package io.heddle.app.log;

import io.heddle.exchange.Exchange;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the access log keeps of an exchange, which goes on to the next request meanwhile.
 *
 * @param millis when the response was complete, since 1970
 * @param id of the request, unique within the process
 * @param request null when the request was refused before it had a head
 * @param refusedLine what was read of the request line then; empty if there is a head
 * @param bytes of the response's content
 * @param durationNanos from the complete head to the complete response
 * @param referer null when there is none, or when the log does not show it
 * @param userAgent as {@code referer}
 * @param traceparent as {@code referer}: what the client says of the trace that the request belongs
 *     to (W3C Trace Context), if it is well-formed
 */
record LogEntry(
    long millis,
    InetAddress client,
    String id,
    @Nullable RequestLine request,
    String refusedLine,
    String route,
    int status,
    long bytes,
    long durationNanos,
    @Nullable String referer,
    @Nullable String userAgent,
    @Nullable String traceparent) {
  /** About what an entry takes without its texts. */
  private static final int FIXED_BYTES = 280;

  private static final HeaderName TRACEPARENT = HeaderName.of("traceparent");

  /** Version, trace, parent and flags, none of the ids zero (W3C Trace Context section 3.2). */
  private static final Pattern TRACE_CONTEXT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

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
        exchange.id().toString(),
        head.map(RequestLine::of).orElse(null),
        exchange.refusedLine(),
        exchange.route().name(),
        exchange.status().code(),
        exchange.contentBytes(),
        exchange.durationNanos(),
        fields.flatMap(all -> all.first(HeaderName.REFERER)).orElse(null),
        fields.flatMap(all -> all.first(HeaderName.USER_AGENT)).orElse(null),
        fields.flatMap(LogEntry::traceparent).orElse(null));
  }

  /** Two of them are none, as one of another form is. */
  private static Optional<String> traceparent(Headers fields) {
    List<String> values = fields.all(TRACEPARENT);
    return values.size() == 1 && TRACE_CONTEXT.matcher(values.getFirst()).matches()
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  /** About how much memory this takes. */
  long bytesHeld() {
    long texts = request == null ? 0 : request.target.length();
    texts += refusedLine.length();
    texts += referer == null ? 0 : referer.length();
    texts += userAgent == null ? 0 : userAgent.length();
    return FIXED_BYTES + texts;
  }
}

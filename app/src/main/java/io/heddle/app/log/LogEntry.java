package io.heddle.app.log;

import io.heddle.exchange.Exchange;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.TlsInfo;
import io.heddle.http.Version;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the access log stores about an exchange. It is a copy, because the exchange is reused for
 * the next request.
 *
 * @param millis when the response was complete, in milliseconds since 1970
 * @param client who sent the request, which may be behind proxies
 * @param id the request's id
 * @param request null if the request was refused before its head was complete
 * @param refusedLine the part of that request's first line that was read; empty if there is a head
 * @param bytes the size of the response's content
 * @param durationNanos time from the complete head to the complete response
 * @param referer null if there is none, or if the format does not show it
 * @param userAgent null in the same cases as {@code referer}
 * @param traceparent the client's trace (W3C Trace Context); null in the same cases as {@code
 *     referer}, or if it is malformed
 * @param tls null without TLS
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
    @Nullable String traceparent,
    @Nullable TlsInfo tls) {
  /** The approximate size of an entry without its texts. */
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

    private RequestLine withoutSecrets() {
      return new RequestLine(method, Secrets.masked(target), version);
    }
  }

  /** Copies what the log shows of an exchange that was complete at this time. */
  static LogEntry of(Exchange exchange, long millis, boolean showsClient) {
    Optional<RequestHead> head = exchange.head();
    Optional<Headers> fields = showsClient ? head.map(RequestHead::headers) : Optional.empty();
    return new LogEntry(
        millis,
        exchange.client().address(),
        exchange.id().toString(),
        head.map(RequestLine::of).orElse(null),
        exchange.refusedLine(),
        exchange.route().name(),
        exchange.status().code(),
        exchange.contentBytes(),
        exchange.durationNanos(),
        fields.flatMap(all -> all.first(HeaderName.REFERER)).orElse(null),
        fields.flatMap(all -> all.first(HeaderName.USER_AGENT)).orElse(null),
        fields.flatMap(LogEntry::traceparent).orElse(null),
        exchange.connection().tls().orElse(null));
  }

  /** This entry as it may be written: without the values of secret parameters. */
  LogEntry withoutSecrets() {
    return new LogEntry(
        millis,
        client,
        id,
        request == null ? null : request.withoutSecrets(),
        Secrets.masked(refusedLine),
        route,
        status,
        bytes,
        durationNanos,
        referer == null ? null : Secrets.masked(referer),
        userAgent,
        traceparent,
        tls);
  }

  /** The traceparent field; empty if it is malformed or occurs twice. */
  private static Optional<String> traceparent(Headers fields) {
    List<String> values = fields.all(TRACEPARENT);
    return values.size() == 1 && TRACE_CONTEXT.matcher(values.getFirst()).matches()
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  /** The approximate size of this entry in memory. */
  long bytesHeld() {
    long texts = request == null ? 0 : request.target.length();
    texts += refusedLine.length() + id.length();
    texts += referer == null ? 0 : referer.length();
    texts += userAgent == null ? 0 : userAgent.length();
    return FIXED_BYTES + texts;
  }
}

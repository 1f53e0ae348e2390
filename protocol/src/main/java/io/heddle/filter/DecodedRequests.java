package io.heddle.filter;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.ContentCoding;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.SelectiveFilter;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A filter that decodes the content of requests for handlers that ask for it: those whose clients
 * may send {@code Content-Encoding: gzip}. The handler sees a request without that field. What
 * comes out is bounded, both in bytes and in relation to what the client has sent. A request in
 * another coding, or in several, is answered 415 (RFC 9110 section 15.5.16). Thread-safe.
 */
public final class DecodedRequests implements SelectiveFilter {
  private static final String IDENTITY = "identity";

  private final long maxBytes;

  /**
   * A filter.
   *
   * @param maxBytes most bytes of decoded content; with more, the client gets 413
   */
  public DecodedRequests(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Decoding takes time, but waits for nothing but the client. */
  @Override
  public Blocking blocking() {
    return Blocking.BRIEFLY;
  }

  @Override
  public Blocking blocking(RequestHead head) {
    return codings(head.headers()).isEmpty() ? Blocking.NEVER : blocking();
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    List<String> codings = codings(request.headers());
    if (codings.isEmpty() || request.bodyLength() == 0) {
      return next.handle(request);
    }
    boolean isGzip =
        codings.size() == 1
            && ContentCoding.named(codings.getFirst()).equals(Optional.of(ContentCoding.GZIP));
    if (!isGzip) {
      return Response.error(
              Status.UNSUPPORTED_MEDIA_TYPE, "send the content as it is, or compressed with gzip")
          .with(HeaderName.ACCEPT_ENCODING, ContentCoding.GZIP.toString());
    }
    GzipInput decoded = new GzipInput(request.body(), maxBytes);
    Response response = null;
    try {
      response = next.handle(decoded(request, decoded));
    } finally {
      if (response == null || !(response.body() instanceof Body.Stream)) {
        decoded.close();
      }
    }
    return response.body() instanceof Body.Stream stream
        ? response.map(_ -> closing(stream, decoded))
        : response;
  }

  private static List<String> codings(Headers headers) {
    return headers.contains(HeaderName.CONTENT_ENCODING)
        ? headers.all(HeaderName.CONTENT_ENCODING).stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(IDENTITY))
            .toList()
        : List.of();
  }

  private static Request decoded(Request request, GzipInput content) {
    Headers headers = request.headers().map(DecodedRequests::ofDecoded);
    return request.with(headers).map(body -> new DecodedBody(body, content));
  }

  private static List<Field> ofDecoded(Field field) {
    boolean isOfEncoded =
        field.name().equals(HeaderName.CONTENT_ENCODING)
            || field.name().equals(HeaderName.CONTENT_LENGTH);
    return isOfEncoded ? List.of() : List.of(field);
  }

  /** The body of a response whose writer may read the request. */
  private static Body closing(Body.Stream stream, GzipInput content) {
    Body.Writer writer =
        new Body.Writer() {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            stream.writer().writeTo(out);
          }

          @Override
          public boolean isInterruptible() {
            return stream.writer().isInterruptible();
          }

          @Override
          public void close() {
            content.close();
            stream.close();
          }
        };
    return new Body.Stream(stream.length(), writer);
  }
}

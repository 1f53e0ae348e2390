package io.heddle.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request for a handler: a view of the connection's buffer, valid until the response is over. It
 * belongs to the thread that runs the handler. Strings obtained from it stay valid.
 */
public final class Request {
  private final RequestHead head;
  private final Route route;
  private final RequestBody body;
  private final RequestId id;
  private @Nullable Map<Attribute<?>, Object> attributes;

  /**
   * A request with this head and body.
   *
   * @param route the route that matched
   * @param id the request's id in logs
   */
  public Request(RequestHead head, Route route, RequestBody body, RequestId id) {
    this.head = head;
    this.route = route;
    this.body = body;
    this.id = id;
  }

  /** A copy with other header fields, for the following filters and the handler. */
  public Request with(Headers headers) {
    return with(head.with(headers));
  }

  /** A copy with another head, for the following filters and the handler. */
  public Request with(RequestHead other) {
    return copy(other, body);
  }

  /** A copy whose content wraps this one, for the following filters and the handler. */
  public Request map(UnaryOperator<RequestBody> wrapping) {
    return copy(head, wrapping.apply(body));
  }

  private Request copy(RequestHead otherHead, RequestBody otherBody) {
    Request copy = new Request(otherHead, route, otherBody, id);
    copy.attributes = attributes;
    return copy;
  }

  public RequestHead head() {
    return head;
  }

  public Method method() {
    return head.method();
  }

  public Headers headers() {
    return head.headers();
  }

  /**
   * The decoded value of a path parameter of the route, such as {@code {id}}. The rest of a path,
   * such as {@code {path...}}, is still percent-encoded.
   */
  public String pathParameter(String name) {
    String value = route.pathParameters().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route's pattern has no parameter {" + name + "}");
    }
    return value;
  }

  /** The decoded value of the first query parameter of this name. */
  public Optional<String> queryParameter(String name) {
    return head.queryParameter(name);
  }

  /** The route that the site has chosen for this request. */
  public Route route() {
    return route;
  }

  /** The request's id in logs. */
  public RequestId id() {
    return id;
  }

  /** The connection of the request, with the addresses and the TLS of both of its ends. */
  public ConnectionInfo connection() {
    return head.connection();
  }

  /** The client of the request, which may be behind proxies. */
  public ClientInfo client() {
    return head.client();
  }

  /** The value that a filter has given to this attribute. */
  public <T> Optional<T> attribute(Attribute<T> attribute) {
    return attributes == null
        ? Optional.empty()
        : Optional.ofNullable(attribute.type().cast(attributes.get(attribute)));
  }

  /** Sets an attribute for the following filters and the handler. */
  public <T> void set(Attribute<T> attribute, T value) {
    if (attributes == null) {
      attributes = new HashMap<>();
    }
    attributes.put(attribute, value);
  }

  /** The content; see {@link RequestBody#stream}. */
  public InputStream body() {
    return body.stream();
  }

  /** Reads a part of the content; see {@link RequestBody#readUnless}. */
  public int readUnless(BooleanSupplier happens, byte[] target) throws IOException {
    return body.readUnless(happens, target);
  }

  /** The length of the content in bytes, as announced by the client; -1 if it is chunked. */
  public long bodyLength() {
    return body.length();
  }

  /** The fields after a chunked body; empty before the body has ended. */
  public Headers trailers() {
    return body.trailers();
  }
}

package io.heddle.client;

import io.heddle.codec.Framing;
import io.heddle.codec.RequestWriter;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.Version;
import java.util.List;
import java.util.Optional;

/**
 * A request to a server.
 *
 * @param authority host and, unless it is the usual one, port, for the Host field; empty to send
 *     none, which HTTP/1.1 forbids
 * @param target path and query
 * @param fields without Host, Connection, Content-Length and Transfer-Encoding
 * @param content if any; without a known length, it is sent in chunks
 * @param isLast whether the server is asked to close the connection after its response
 */
public record ClientRequest(
    Version version,
    String method,
    String authority,
    String target,
    List<Field> fields,
    Optional<Body> content,
    boolean isLast) {
  /**
   * A request that can be sent.
   *
   * @throws IllegalArgumentException when one of the values cannot be sent as it is
   */
  public ClientRequest {
    fields = List.copyOf(fields);
    writeHead(version, method, authority, target, fields, content, isLast);
  }

  /** A request without content, in HTTP/1.1. */
  public static ClientRequest of(String method, String authority, String target) {
    return new ClientRequest(
        Version.HTTP_1_1, method, authority, target, List.of(), Optional.empty(), false);
  }

  /** This request with content. */
  public ClientRequest with(Body body) {
    return new ClientRequest(version, method, authority, target, fields, Optional.of(body), isLast);
  }

  /** Whether its response has no content, whatever the response's fields say. */
  public boolean isOfHead() {
    return method.equals("HEAD");
  }

  /** The bytes of the head, with its empty line. */
  public byte[] head() {
    return writeHead(version, method, authority, target, fields, content, isLast);
  }

  private static byte[] writeHead(
      Version version,
      String method,
      String authority,
      String target,
      List<Field> fields,
      Optional<Body> content,
      boolean isLast) {
    Framing framing = content.map(ClientRequest::framing).orElse(Framing.NONE);
    RequestWriter writer =
        authority.isEmpty() ? RequestWriter.withoutHost() : new RequestWriter(authority);
    return writer.head(version, method, target, fields, framing, isLast);
  }

  private static Framing framing(Body content) {
    long length = content.length();
    return length < 0 ? Framing.CHUNKED : new Framing.Length(length);
  }
}

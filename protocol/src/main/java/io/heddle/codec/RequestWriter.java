package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A serializer of request heads for one server (RFC 9112 section 3). A head is written into one
 * array, whose bytes can be sent many times.
 */
public final class RequestWriter {
  /** The fields that this class writes itself, because they delimit and route the request. */
  private static final Set<HeaderName> OWN =
      Set.of(
          HeaderName.HOST,
          HeaderName.CONNECTION,
          HeaderName.CONTENT_LENGTH,
          HeaderName.TRANSFER_ENCODING);

  private static final Field CHUNKED = Field.of(HeaderName.TRANSFER_ENCODING, "chunked");

  private final List<Field> host;

  /**
   * A writer for requests to this server.
   *
   * @param authority host and, unless it is 80, port, for the Host field
   * @throws IllegalArgumentException when it is not a valid authority
   */
  public RequestWriter(String authority) {
    try {
      Authority.check(Octets.of(authority));
    } catch (HttpException e) {
      throw new IllegalArgumentException("authority \"" + authority + "\" is malformed", e);
    }
    this.host = List.of(Field.of(HeaderName.HOST, authority));
  }

  private RequestWriter() {
    this.host = List.of();
  }

  /** A writer for requests that name no host, which a server refuses in HTTP/1.1. */
  public static RequestWriter withoutHost() {
    return new RequestWriter();
  }

  /** The bytes of a head in HTTP/1.1. */
  public byte[] head(
      String method, String target, List<Field> fields, Framing framing, boolean isLast) {
    return head(Version.HTTP_1_1, method, target, fields, framing, isLast);
  }

  /**
   * The bytes of a head, with its empty line.
   *
   * @param target path and query
   * @param fields without Host, Connection, Content-Length and Transfer-Encoding
   * @param isLast whether the server is asked to close the connection after its response
   * @throws IllegalArgumentException when an argument would not arrive as it is
   */
  public byte[] head(
      Version version,
      String method,
      String target,
      List<Field> fields,
      Framing framing,
      boolean isLast) {
    requireToken(method);
    requireTarget(target);
    List<Field> all = new ArrayList<>(fields.size() + 3);
    all.addAll(host);
    for (Field field : fields) {
      if (OWN.contains(field.name())) {
        throw new IllegalArgumentException("field " + field.name() + " is set by the client");
      }
      all.add(field);
    }
    switch (framing) {
      case Framing.None none -> {}
      case Framing.Length(long bytes) ->
          all.add(Field.of(HeaderName.CONTENT_LENGTH, Long.toString(bytes)));
      case Framing.Chunked chunked -> all.add(CHUNKED);
    }
    if (version == Version.HTTP_1_0 && framing instanceof Framing.Chunked) {
      throw new IllegalArgumentException("HTTP/1.0 has no chunks: give the content a length");
    }
    if (version == Version.HTTP_1_0 && !isLast) {
      all.add(Field.of(HeaderName.CONNECTION, "keep-alive"));
    } else if (version == Version.HTTP_1_1 && isLast) {
      all.add(Field.of(HeaderName.CONNECTION, "close"));
    }
    return bytes(method + " " + target + " " + version + "\r\n", all);
  }

  private static byte[] bytes(String requestLine, List<Field> fields) {
    int size = requestLine.length() + 2;
    for (Field field : fields) {
      size += field.lineLength();
    }
    byte[] head = Arrays.copyOf(requestLine.getBytes(StandardCharsets.US_ASCII), size);
    int at = requestLine.length();
    for (Field field : fields) {
      at = field.copyLine(head, at);
    }
    head[at] = '\r';
    head[at + 1] = '\n';
    return head;
  }

  private static void requireToken(String method) {
    if (!Ascii.isToken(method)) {
      throw new IllegalArgumentException("method \"" + method + "\" is not a token");
    }
  }

  private static void requireTarget(String target) {
    boolean isValid = target.startsWith("/");
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      isValid &= c < 0x80 && Ascii.isTargetChar((byte) c);
    }
    if (!isValid) {
      throw new IllegalArgumentException(
          "target \"" + target + "\" is not a path: begin it with /, and percent-encode");
    }
  }
}

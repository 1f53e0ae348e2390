package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Version;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A serializer of request heads for one server (RFC 9112 section 3). A client writes a head once
 * and sends its bytes many times.
 */
public final class RequestWriter {
  /** The fields that this class writes itself, because they delimit and route the request. */
  private static final Set<HeaderName> OWN =
      Set.of(
          HeaderName.HOST,
          HeaderName.CONNECTION,
          HeaderName.CONTENT_LENGTH,
          HeaderName.TRANSFER_ENCODING);

  private final String host;

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
    this.host = authority;
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
    List<Field> all = new ArrayList<>();
    all.add(Field.of(HeaderName.HOST, host));
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
      case Framing.Chunked chunked -> all.add(Field.of(HeaderName.TRANSFER_ENCODING, "chunked"));
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(requestLine.getBytes(StandardCharsets.US_ASCII));
    for (Field field : fields) {
      byte[] line = new byte[field.lineLength()];
      field.copyLine(line, 0);
      out.writeBytes(line);
    }
    out.writeBytes(new byte[] {'\r', '\n'});
    return out.toByteArray();
  }

  private static void requireToken(String method) {
    if (method.isEmpty() || !method.chars().allMatch(Ascii::isTokenChar)) {
      throw new IllegalArgumentException("method \"" + method + "\" is not a token");
    }
  }

  private static void requireTarget(String target) {
    boolean isValid =
        target.startsWith("/") && target.chars().allMatch(c -> c < 0x80 && isTargetChar(c));
    if (!isValid) {
      throw new IllegalArgumentException(
          "target \"" + target + "\" is not a path: begin it with /, and percent-encode");
    }
  }

  private static boolean isTargetChar(int c) {
    return Ascii.isTargetChar((byte) c);
  }
}

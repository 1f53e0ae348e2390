package io.heddle.codec;

import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's head as views of the buffer it came in. {@link RequestParser} fills it and {@link
 * HeadRules} gives it its meaning; only then is it handed on. One object serves many requests.
 */
public final class ParsedHead implements RequestHead {
  private static final Octets NONE = Octets.of("");
  private static final byte[] NO_BYTES = {};

  final FieldTable fields = new FieldTable();

  // Set by the parser; positions are relative to base.
  @Nullable Method method;
  Version version = Version.HTTP_1_1;
  int targetFrom;
  int targetTo;
  byte[] bytes = NO_BYTES;
  int base;

  // Set by the rules.
  Octets authority = NONE;
  Octets path = NONE;
  @Nullable Octets query;
  Framing framing = Framing.NONE;
  boolean keepAlive;
  boolean expectsContinue;

  /** A head that nothing has been read of yet. */
  public ParsedHead() {}

  /** Forgets the request. */
  public void clear() {
    fields.clear();
    bytes = NO_BYTES;
    path = NONE;
    method = null;
    query = null;
    authority = NONE;
    framing = Framing.NONE;
    expectsContinue = false;
  }

  /** Whether it is a HEAD request, as far as it has been read: its answer has no content. */
  public boolean isOfHead() {
    return method == Method.HEAD;
  }

  /** How the request's content is delimited. */
  public Framing framing() {
    return framing;
  }

  /** Whether the client lets the connection go on after this request (RFC 9112 section 9.3). */
  public boolean keepsAlive() {
    return keepAlive;
  }

  /** Whether the client waits for a 100 before it sends the content (RFC 9110 section 10.1.1). */
  public boolean expectsContinue() {
    return expectsContinue;
  }

  @Override
  public Method method() {
    if (method == null) {
      throw new IllegalStateException("no request has been read");
    }
    return method;
  }

  @Override
  public Version version() {
    return version;
  }

  Octets targetOctets() {
    return new Octets(bytes, base + targetFrom, base + targetTo);
  }

  @Override
  public String target() {
    return new String(bytes, base + targetFrom, targetTo - targetFrom, StandardCharsets.US_ASCII);
  }

  @Override
  public Octets path() {
    return path;
  }

  @Override
  public Optional<Octets> query() {
    return Optional.ofNullable(query);
  }

  @Override
  public String authority() {
    return authority.toString();
  }

  @Override
  public Headers headers() {
    return fields;
  }
}

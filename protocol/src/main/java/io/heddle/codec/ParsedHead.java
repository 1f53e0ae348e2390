package io.heddle.codec;

import io.heddle.http.ConnectionInfo;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's head, as views of the buffer it arrived in. {@link RequestParser} fills it, {@link
 * HeadRules} interprets it, and only then is it handed on. It is retired at the end of the
 * response, because the buffer then serves other requests.
 */
public final class ParsedHead implements RequestHead {
  private static final Octets NONE = Octets.of("");
  private static final byte[] NO_BYTES = {};

  final FieldTable fields;

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
  @Nullable String targetScheme;
  @Nullable Octets query;
  Framing framing = Framing.NONE;
  boolean keepAlive;
  boolean expectsContinue;

  private final ConnectionInfo connection;
  private final PositionPool positions;
  private boolean retired;

  /** An empty head for a request on this connection. Its fields use memory of the pool. */
  ParsedHead(ConnectionInfo connection, PositionPool positions) {
    this.connection = connection;
    this.positions = positions;
    this.fields = new FieldTable(positions.take());
  }

  /** Makes the head unusable: the response is over. */
  public void retire() {
    retired = true;
    bytes = NO_BYTES;
    positions.give(fields.retire());
  }

  private void requireInUse() {
    if (retired) {
      throw new IllegalStateException("the response is over: the request's head is gone");
    }
  }

  /** Whether this is a HEAD request, as far as it has been read; its response has no content. */
  public boolean isOfHead() {
    return method == Method.HEAD;
  }

  /** How the request's content is delimited. */
  public Framing framing() {
    return framing;
  }

  /** Whether the client allows more requests on the connection (RFC 9112 section 9.3). */
  public boolean keepsAlive() {
    return keepAlive;
  }

  /** Whether the client waits for a 100 before it sends the content (RFC 9110 section 10.1.1). */
  public boolean expectsContinue() {
    return expectsContinue;
  }

  @Override
  public Method method() {
    requireInUse();
    if (method == null) {
      throw new IllegalStateException("no request has been read");
    }
    return method;
  }

  @Override
  public Version version() {
    requireInUse();
    return version;
  }

  Octets targetOctets() {
    return new Octets(bytes, base + targetFrom, base + targetTo);
  }

  @Override
  public String target() {
    requireInUse();
    return new String(bytes, base + targetFrom, targetTo - targetFrom, StandardCharsets.US_ASCII);
  }

  @Override
  public Optional<String> targetScheme() {
    requireInUse();
    return Optional.ofNullable(targetScheme);
  }

  @Override
  public Octets path() {
    requireInUse();
    return path;
  }

  @Override
  public Optional<Octets> query() {
    requireInUse();
    return Optional.ofNullable(query);
  }

  @Override
  public String authority() {
    requireInUse();
    return authority.toString();
  }

  @Override
  public Headers headers() {
    return fields;
  }

  @Override
  public ConnectionInfo connection() {
    return connection;
  }
}

package io.heddle.benchmarks;

import io.heddle.codec.Inbox;
import io.heddle.codec.ParsedHead;
import io.heddle.codec.RequestParser;
import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Our parser. It also checks Host, Content-Length and Transfer-Encoding, decides how the content is
 * framed and whether the connection persists, and normalizes the path. Fields stay views of the
 * buffer until the caller asks for them.
 */
final class HeddleHeads implements HeadReader {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  static final ConnectionInfo CONNECTION =
      ConnectionInfo.plain(
          1, new InetSocketAddress(LOOPBACK, 50_000), new InetSocketAddress(LOOPBACK, 8080));

  private final Inbox inbox = new Inbox(new Budget(1 << 20), 8 << 10);
  private final RequestParser parser = new RequestParser();

  @Override
  public Seen read(byte[] head) {
    ParsedHead parsed = parse(head);
    Seen seen =
        new Seen(
            parsed.method().name(),
            parsed.path().toString(),
            parsed.authority(),
            parsed.headers().first(HeaderName.USER_AGENT).orElse(""));
    parsed.retire();
    return seen;
  }

  /** Parses a complete head, which is valid until the next call. */
  ParsedHead parse(byte[] head) {
    inbox.clear();
    inbox.space().put(head);
    inbox.filled(head.length);
    return Objects.requireNonNull(parser.parse(inbox, CONNECTION, Limits.STANDARD));
  }
}

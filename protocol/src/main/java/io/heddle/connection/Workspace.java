package io.heddle.connection;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Inbox;
import io.heddle.codec.Limits;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.codec.RequestParser;

/**
 * All that a connection needs only while it is busy: buffers and the state of a request. Idle
 * connections have none; a {@link WorkspacePool} keeps them for the next.
 */
final class Workspace {
  private static final int INBOX_BYTES = 8 << 10;
  private static final int OUTBOX_BYTES = 8 << 10;

  final Inbox inbox = new Inbox(INBOX_BYTES);
  final Outbox outbox = new Outbox(OUTBOX_BYTES);
  final ParsedHead head = new ParsedHead();
  final RequestParser parser;
  final BodyDecoder decoder;
  final Exchange exchange;

  Workspace(Limits limits) {
    this.parser = new RequestParser(limits);
    this.decoder = new BodyDecoder(limits);
    this.exchange = new Exchange(head, decoder);
  }

  /** Whether nothing of a request or an answer is in it. */
  boolean isUnused() {
    return inbox.isEmpty() && outbox.isEmpty() && parser.isAtStart();
  }

  /** Makes it as new. */
  void clear() {
    inbox.clear();
    outbox.clear();
    parser.clear();
    exchange.clear();
  }
}

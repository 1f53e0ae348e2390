package io.heddle.http1;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Budget;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.codec.RequestParser;
import io.heddle.exchange.Call;
import io.heddle.exchange.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a connection needs only while it is busy: buffers and the state of a request. Idle
 * connections have none; a {@link WorkspacePool} keeps them for the next.
 */
final class Workspace {
  /** Holds most heads, and all that an idle connection reads before it has a workspace. */
  static final int INBOX_BYTES = 2 << 10;

  /** About what the rest of it takes. */
  private static final int OTHER_BYTES = 1 << 10;

  final Inbox inbox;
  final Outbox outbox;
  final RequestParser parser = new RequestParser();
  final BodyDecoder decoder = new BodyDecoder();
  final Unsent unsent = new Unsent();
  final Responder responder;

  /** Whether it is beyond the budget: good for nothing but a refusal. */
  final boolean isOverdrawn;

  private final Budget budget;

  // The request in progress, from its complete head to its complete response.
  private @Nullable ParsedHead head;
  private @Nullable Call call;
  @Nullable RequestContent content;

  /** The settings that the head in progress is read by. */
  @Nullable Settings settings;

  Workspace(Budget budget, HeadWriter headWriter, boolean isOverdrawn) {
    this.budget = budget;
    this.isOverdrawn = isOverdrawn;
    this.inbox = new Inbox(budget, INBOX_BYTES);
    this.outbox = new Outbox(budget);
    this.responder = new Responder(inbox, outbox, decoder, headWriter);
  }

  /** How many bytes of a budget a new one takes. */
  static int initialBytes() {
    return INBOX_BYTES + OTHER_BYTES;
  }

  void begin(ParsedHead completeHead, Call begun) {
    head = completeHead;
    call = begun;
  }

  ParsedHead head() {
    return Objects.requireNonNull(head);
  }

  Call call() {
    return Objects.requireNonNull(call);
  }

  /** Whether there is a request that has no complete response. */
  boolean hasCall() {
    return call != null;
  }

  /** Whether nothing of a request or an answer is in it. */
  boolean isUnused() {
    return inbox.isEmpty() && outbox.isEmpty() && parser.isAtStart();
  }

  /** Ends the request in progress, whose response is complete, once that is sent. */
  void completeResponse() {
    unsent.add(call(), head(), outbox.total(), responder.contentBytes());
    endRequest();
  }

  private void endRequest() {
    if (content != null) {
      content.retire();
      content = null;
    }
    call = null;
    head = null;
  }

  /** Ends the request in progress, whose response is cut off. */
  void cutOffResponse() {
    long unsentBytes = outbox.total() - outbox.sent();
    unsent.cutOff(outbox.sent());
    Call ended = call();
    ParsedHead last = head();
    endRequest();
    try {
      ended.end(Math.max(0, responder.contentBytes() - unsentBytes), false);
    } finally {
      last.retire();
    }
  }

  /** Makes it as new; what is in progress has no response, or no more of it. */
  void clear() {
    Call abandoned = call;
    ParsedHead last = head;
    if (abandoned != null) {
      responder.dropDeferred(abandoned);
    }
    endRequest();
    try {
      unsent.cutOff(outbox.sent());
      if (abandoned != null) {
        abandoned.abandon();
      }
    } finally {
      if (last != null) {
        last.retire();
      }
      settings = null;
      inbox.clear();
      parser.clear();
      decoder.end();
      try {
        responder.clear();
      } finally {
        outbox.clear();
      }
    }
  }

  /** Gives its memory back to the budget. */
  void discard() {
    budget.give(OTHER_BYTES + inbox.capacity() + outbox.capacity());
  }
}

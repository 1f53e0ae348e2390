package io.heddle.http1;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Budget;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.codec.RequestParser;
import io.heddle.exchange.Call;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.RequestId;
import io.heddle.http.Status;
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
  private @Nullable RequestContent content;

  /** The settings of the request in progress, from its first byte. */
  private @Nullable Settings settings;

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

  /**
   * Reads on in the head of the next request, and begins with it when it is complete.
   *
   * @param place of the request on its connection, from 1
   * @return whether it is complete
   * @throws HttpException when the request is refused
   */
  boolean readHead(Service service, ConnectionInfo info, int place) {
    if (isOverdrawn && !isUnused()) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server is out of memory");
    }
    if (settings == null || parser.isAtStart()) {
      settings = service.settings();
    }
    ParsedHead complete = parser.parse(inbox, info, settings.limits());
    if (complete == null) {
      return false;
    }
    inbox.pin();
    Call begun = service.begin(complete, new RequestId(info.serial(), place), settings);
    head = complete;
    call = begun;
    begun.findRoute();
    decoder.begin(complete.framing(), settings.limits(), begun.maxBodyBytes());
    return true;
  }

  /**
   * Answers in place of the request in progress, or of the one whose head is read.
   *
   * @param place of the latter on its connection
   */
  void refuse(HttpException refusal, Service service, ConnectionInfo info, int place) {
    if (hasCall()) {
      responder.refuse(call(), call().refuseBreach(refusal), head().isOfHead());
      completeResponse();
    } else {
      Settings current = settings == null ? service.settings() : settings;
      RequestId id = new RequestId(info.serial(), place);
      String line = parser.lineSoFar(inbox);
      Call refused = service.refused(info, id, line, current);
      responder.refuse(refused, refused.refuseBreach(refusal), line.startsWith("HEAD "));
      unsent.add(refused, null, outbox.total(), responder.contentBytes());
    }
    inbox.unpin();
  }

  ParsedHead head() {
    return Objects.requireNonNull(head);
  }

  Call call() {
    return Objects.requireNonNull(call);
  }

  /** The content of the request in progress, as it came to the handler. */
  RequestContent content() {
    return Objects.requireNonNull(content);
  }

  void begin(RequestContent begun) {
    content = begun;
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
    unsent.sent(outbox.sent());
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
    Call ended = call();
    ParsedHead last = head();
    endRequest();
    try {
      ended.end(Math.max(0, responder.contentBytes() - outbox.size()), false);
    } finally {
      last.retire();
    }
  }

  /** Makes it as new; what is in progress has no response, or no more of it. */
  void clear() {
    try {
      unsent.cutOff(outbox.sent());
    } finally {
      try {
        abandon();
      } finally {
        settings = null;
        parser.clear();
        decoder.end();
        responder.clear();
        shrink();
      }
    }
  }

  private void abandon() {
    if (!hasCall()) {
      return;
    }
    Call abandoned = call();
    ParsedHead last = head();
    endRequest();
    try {
      responder.drop(abandoned);
    } finally {
      try {
        abandoned.abandon();
      } finally {
        last.retire();
      }
    }
  }

  /** Empties its buffers, and gives large ones back. */
  void shrink() {
    inbox.clear();
    outbox.clear();
  }

  /** Gives its memory back to the budget. */
  void discard() {
    budget.give(OTHER_BYTES + inbox.capacity() + outbox.capacity());
  }
}

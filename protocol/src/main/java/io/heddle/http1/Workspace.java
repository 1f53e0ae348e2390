package io.heddle.http1;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.codec.RequestParser;
import io.heddle.connection.Driver;
import io.heddle.connection.Outbound;
import io.heddle.connection.Relay;
import io.heddle.exchange.Call;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.RequestId;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a connection needs only while it is busy: buffers, and the request in progress. Idle
 * connections have none; a {@link WorkspacePool} keeps unused ones.
 */
final class Workspace {
  /** Holds most heads, and everything that an idle connection reads before it has a workspace. */
  static final int INBOX_BYTES = 2 << 10;

  /**
   * Bodies up to this size are read completely before the call, unless the handler is {@link
   * Blocking#FREELY}.
   */
  private static final int MAX_GATHERED_BYTES = 16 << 10;

  /** Approximate size of everything else in a workspace. */
  private static final int OTHER_BYTES = 1 << 10;

  final Inbox inbox;
  final Outbox outbox;
  final RequestParser parser = new RequestParser();
  final BodyDecoder decoder = new BodyDecoder();
  final Responder responder;
  final Sender sender;

  /** Whether it exceeds the budget and may be used only to refuse a request. */
  final boolean isOverdrawn;

  private final Budget budget;
  private final Unsent unsent = new Unsent();

  // The request in progress, from its complete head to its complete response.
  private @Nullable ParsedHead head;
  private @Nullable Call call;
  private @Nullable RequestContent content;
  private @Nullable Relaying relaying;

  /** The settings of the request in progress, from its first byte. */
  private @Nullable Settings settings;

  Workspace(Budget budget, HeadWriter headWriter, boolean isOverdrawn) {
    this.budget = budget;
    this.isOverdrawn = isOverdrawn;
    this.inbox = new Inbox(budget, INBOX_BYTES);
    this.outbox = new Outbox(budget);
    this.responder = new Responder(inbox, outbox, decoder, headWriter);
    this.sender = new Sender(outbox, unsent);
  }

  /** How many bytes of a budget a new workspace takes. */
  static int initialBytes() {
    return INBOX_BYTES + OTHER_BYTES;
  }

  /**
   * Reads more of the next request's head, and begins the request when it is complete.
   *
   * @param place number of the request on its connection, from 1
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

  /** How long the call, or the rest of its response, may block its thread. */
  Blocking blocking() {
    if (responder.isDeferred()) {
      return Blocking.FREELY;
    }
    boolean awaitsContent =
        !decoder.isDone()
            && call().blocking() != Blocking.RELAYS
            && (head().expectsContinue()
                || decoder.left() < 0
                || decoder.left() > MAX_GATHERED_BYTES);
    return awaitsContent ? Blocking.FREELY : call().blocking();
  }

  /** Makes the call, or continues with its response if that was deferred. */
  Outcome answer(Traffic traffic, Driver driver, Service service) {
    Response response;
    if (responder.isDeferred()) {
      response = responder.takeDeferred();
    } else {
      content = new RequestContent(decoder, inbox, outbox, traffic, head().expectsContinue());
      response = call().run(content, traffic.pulse());
      if (response.body() instanceof Body.Stream stream && stream.writer() instanceof Relay relay) {
        if (!driver.outbound().waits()) {
          relaying = new Relaying(this, relay, response, driver, service, budget, traffic.pulse());
          return Outcome.RELAYED;
        }
        response = await(relay, response, driver.outbound(), traffic);
      }
    }
    boolean isDraining = service.isDraining();
    return responder.respond(call(), head(), response, content(), traffic, isDraining);
  }

  /** Waits for another server on the thread of the call. */
  private Response await(Relay relay, Response promised, Outbound outbound, Traffic traffic) {
    traffic.relay();
    return call().await(relay, promised, outbound, content(), budget, traffic.pulse());
  }

  /**
   * Refuses the request in progress, or the one whose head is being read.
   *
   * @param place number of the latter on its connection
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

  /** The content of the request in progress, as the handler sees it. */
  RequestContent content() {
    return Objects.requireNonNull(content);
  }

  /** The request in progress, which another server answers. */
  Relaying relaying() {
    return Objects.requireNonNull(relaying);
  }

  /** Whether a response of another server has begun and is not complete. */
  boolean isRelayCommitted() {
    return relaying != null && relaying.isCommitted();
  }

  /** Whether a request has no complete response yet. */
  boolean hasCall() {
    return call != null;
  }

  /** Whether it holds nothing of a request or a response. */
  boolean isUnused() {
    return inbox.isEmpty() && outbox.isEmpty() && parser.isAtStart();
  }

  /**
   * Ends the request in progress: its response is complete, and the call is over once it is sent.
   */
  void completeResponse() {
    unsent.add(call(), head(), outbox.total(), responder.contentBytes());
    endRequest();
    unsent.sent(outbox.sent());
  }

  private void endRequest() {
    if (relaying != null) {
      relaying.close();
      relaying = null;
    }
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
      ended.end(Math.max(0, responder.contentBytes() - outbox.size()), false, ended.nowNanos());
    } finally {
      last.retire();
    }
  }

  /** Resets it. A request in progress gets no response, or no more of it. */
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
    if (isRelayCommitted()) {
      cutOffResponse();
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

  /** Empties its buffers, and releases large ones. */
  void shrink() {
    inbox.clear();
    outbox.clear();
  }

  /** Returns its memory to the budget. */
  void discard() {
    budget.give(OTHER_BYTES + inbox.capacity() + outbox.capacity());
  }
}

package io.heddle.connection;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Framing;
import io.heddle.codec.HeadWriter.Delimiter;
import io.heddle.codec.HeadWriter.Persistence;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: runs the handler and sends what it gives. It belongs to the thread
 * that owns the connection, and serves one request after another.
 */
public final class Exchange {
  /** Bodies up to this size are read whole before a handler that never waits is called. */
  private static final int MOST_GATHERED_BYTES = 16 << 10;

  /** Of a body that no handler wanted, so much is read to keep the connection. */
  private static final int MOST_SKIPPED_BYTES = 64 << 10;

  /** A last response up to this size is taken to be with the client as soon as it is sent. */
  private static final int MOST_UNREAD_BYTES = 16 << 10;

  private static final Handler NO_HANDLER =
      request -> {
        throw new IllegalStateException("the request was refused");
      };

  private static final Route REFUSED = new Route("REFUSED", NO_HANDLER);

  private final ParsedHead head;
  private final BodyDecoder decoder;

  private @Nullable Connection connection;
  private @Nullable Workspace workspace;
  private Route route = REFUSED;
  private boolean refused = true;
  private @Nullable RequestContent content;
  private Status status = Status.OK;
  private long contentBytes;
  private @Nullable Throwable failure;
  private @Nullable Response deferred;
  private boolean keepsAlive;
  private boolean delayed;
  private long beganNanos;
  private long durationNanos;

  Exchange(ParsedHead head, BodyDecoder decoder) {
    this.head = head;
    this.decoder = decoder;
  }

  /** The head of the request; empty when there is none because it was refused. */
  public Optional<RequestHead> head() {
    return refused ? Optional.empty() : Optional.of(head);
  }

  /** Where the request went; a route named {@code REFUSED} when it did not get that far. */
  public Route route() {
    return route;
  }

  /** The status of the response. */
  public Status status() {
    return status;
  }

  /** How many octets of content the response has. */
  public long contentBytes() {
    return contentBytes;
  }

  /** What went wrong in the handler through a fault of ours; null when nothing did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * How long it took from the complete head to the complete response, in nanoseconds; 0 if nobody
   * times the requests, or if there was no complete head.
   */
  public long durationNanos() {
    return durationNanos;
  }

  /** Whether the observer has been told that this is delayed. */
  public boolean isDelayed() {
    return delayed;
  }

  /** Who the client is. */
  public InetAddress peer() {
    return Objects.requireNonNull(connection).peer();
  }

  /** Begins with the request whose head has been read: finds its route. */
  void begin(Connection connection, Workspace workspace, Protocol protocol) {
    this.connection = connection;
    this.workspace = workspace;
    contentBytes = 0;
    route = protocol.site.route(head);
    refused = false;
    decoder.begin(head.framing());
    beganNanos = protocol.nanoTime.getAsLong();
    if (mayWait() || !isBodyBuffered()) {
      delay(protocol);
    }
  }

  private void delay(Protocol protocol) {
    if (!delayed) {
      delayed = true;
      protocol.observer.delayed(this);
    }
  }

  /** Says that there will be no response, if there is a request without one. */
  void abandon(Protocol protocol) {
    if (delayed) {
      protocol.observer.abandoned(this);
      delayed = false;
    }
  }

  void clear() {
    route = REFUSED;
    refused = true;
    if (content != null) {
      content.retire();
      content = null;
    }
    connection = null;
    workspace = null;
    deferred = null;
    failure = null;
    durationNanos = 0;
    head.clear();
    decoder.begin(Framing.NONE);
  }

  /** Whether running this may wait, be it for the handler or for content that is still to come. */
  boolean mayWait() {
    return deferred != null
        || route.handler().mayWait()
        || (!decoder.isDone()
            && (head.expectsContinue()
                || decoder.left() < 0
                || decoder.left() > MOST_GATHERED_BYTES));
  }

  boolean isBodyBuffered() {
    return decoder.left() <= workspace().inbox.available() && decoder.left() >= 0;
  }

  private Workspace workspace() {
    return Objects.requireNonNull(workspace);
  }

  /** Calls the handler, or goes on with the response. */
  Outcome run(Protocol protocol, Transport transport) {
    Response begun = deferred;
    if (begun != null) {
      deferred = null;
      return respond(protocol, transport, begun, Objects.requireNonNull(content));
    }
    RequestContent body =
        new RequestContent(Objects.requireNonNull(connection), workspace(), transport);
    content = body;
    Response response;
    try {
      Request request = new Request(head, route.pathParameters(), body);
      response = checked(route.handler().handle(request));
    } catch (HttpException e) {
      response = refusal(protocol, e);
    } catch (InterruptedException e) {
      status = Status.SERVICE_UNAVAILABLE;
      return finish(protocol, Outcome.ABORTED);
    } catch (IOException | RuntimeException | Error e) {
      response = failed(protocol, e);
    } finally {
      clearInterrupt();
    }
    return respond(protocol, transport, response, body);
  }

  /**
   * Forgets that a handler left its thread interrupted: the thread is the engine's, and an
   * interrupted thread that writes to a socket closes it.
   */
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  /** A final response, as the client waits for; an interim one would leave it waiting. */
  private static Response checked(Response response) {
    Status status = Objects.requireNonNull(response, "no response").status();
    if (status.code() < 200) {
      discard(response.body());
      throw new IllegalStateException("a handler answered " + status);
    }
    return response;
  }

  /** The response to a request that was refused by the handler, or within its content. */
  private Response refusal(Protocol protocol, HttpException refusal) {
    if (decoder.isBroken()) {
      protocol.observer.refused(refusal);
    }
    return answerTo(refusal);
  }

  private Response failed(Protocol protocol, Throwable fault) {
    if (content == null || !content.isClientGone()) {
      failure = fault;
      protocol.observer.failed(this, fault);
    }
    return Response.error(Status.INTERNAL_SERVER_ERROR, "the server failed at this request");
  }

  private Outcome respond(
      Protocol protocol, Transport transport, Response response, RequestContent body) {
    status = response.status();
    if (body.isClientGone()) {
      discard(response.body());
      return finish(protocol, Outcome.ABORTED);
    }
    Body answer = response.body();
    boolean sendsContent = head.method() != Method.HEAD && !status.forbidsContent();
    if (sendsContent && answer instanceof Body.Stream stream) {
      if (!transport.waits()) {
        deferred = response;
        delay(protocol);
        return Outcome.UNFINISHED;
      }
      return stream(protocol, transport, response, stream);
    }
    keepsAlive = mayPersist(protocol, response) && canSkipRest(body);
    writeHead(protocol, response, answer.length());
    if (!sendsContent) {
      discard(answer);
      return finish(protocol, persistence());
    }
    contentBytes = answer.length();
    switch (answer) {
      case Body.Bytes bytes -> workspace().outbox.add(bytes);
      case Body.Region region when region.length() > 0 -> workspace().outbox.add(region);
      case Body.Region region -> discard(region);
      case Body.Stream stream -> throw new IllegalStateException();
    }
    return finish(protocol, persistence());
  }

  private boolean mayPersist(Protocol protocol, Response response) {
    return head.keepsAlive() && !response.isClosing() && !protocol.isDraining();
  }

  private void writeHead(Protocol protocol, Response response, long length) {
    boolean isOld = head.version() == Version.HTTP_1_0;
    Delimiter delimiter = Delimiter.LENGTH;
    if (response.status().forbidsContent()) {
      delimiter = Delimiter.NONE;
    } else if (length < 0) {
      delimiter = isOld ? Delimiter.NONE : Delimiter.CHUNKED;
      keepsAlive &= !isOld || head.method() == Method.HEAD;
    }
    Persistence persistence =
        !keepsAlive ? Persistence.CLOSE : isOld ? Persistence.KEEP_ALIVE : Persistence.DEFAULT;
    protocol.headWriter.write(workspace().outbox, response, delimiter, length, persistence);
  }

  private Outcome persistence() {
    return keepsAlive ? Outcome.PERSISTENT : Outcome.LAST;
  }

  /** Whether the connection may go on although the handler did not read the whole body. */
  private boolean canSkipRest(RequestContent body) {
    if (decoder.isDone()) {
      return true;
    }
    if (decoder.isBroken() || body.awaitsContinue()) {
      return false;
    }
    try {
      decoder.skip(workspace().inbox);
    } catch (HttpException e) {
      return false;
    }
    return decoder.isDone() || (decoder.left() >= 0 && decoder.left() <= MOST_SKIPPED_BYTES);
  }

  private Outcome stream(
      Protocol protocol, Transport transport, Response response, Body.Stream stream) {
    Connection owner = Objects.requireNonNull(connection);
    Outbox outbox = workspace().outbox;
    RequestContent in = Objects.requireNonNull(content);
    in.lend(transport);
    delay(protocol);
    try {
      in.announceContinue();
      owner.flushBeforeWaiting(transport);
    } catch (IOException clientGone) {
      return finish(protocol, Outcome.ABORTED);
    }
    int mark = outbox.mark();
    keepsAlive = mayPersist(protocol, response);
    writeHead(protocol, response, stream.length());
    boolean chunked = stream.length() < 0 && head.version() != Version.HTTP_1_0;
    ResponseContent out = new ResponseContent(owner, outbox, transport, chunked, stream.length());
    Throwable trouble = out.writeAll(stream.writer());
    clearInterrupt();
    contentBytes = out.count();
    if (out.isClientGone() || in.isClientGone()) {
      return finish(protocol, Outcome.ABORTED);
    }
    if (trouble == null) {
      keepsAlive &= canSkipRest(in);
      return finish(protocol, persistence());
    }
    Response instead =
        trouble instanceof HttpException refusal
            ? refusal(protocol, refusal)
            : failed(protocol, trouble);
    if (out.hasSent()) {
      return finish(protocol, Outcome.ABORTED);
    }
    outbox.truncate(mark);
    return respond(protocol, transport, instead, in);
  }

  /**
   * Whether the client may still be sending when the last response is out: it did not ask for the
   * end, or the response is so long that it may send before it has read it.
   */
  boolean mayMeetMore(Protocol protocol) {
    return !decoder.isDone()
        || !workspace().inbox.isEmpty()
        || contentBytes > MOST_UNREAD_BYTES
        || (head.keepsAlive() && !protocol.isDraining());
  }

  private Outcome finish(Protocol protocol, Outcome outcome) {
    if (content != null) {
      content.retire();
    }
    complete(protocol);
    return outcome;
  }

  private void complete(Protocol protocol) {
    if (!refused) {
      durationNanos = protocol.nanoTime.getAsLong() - beganNanos;
    }
    protocol.observer.responded(this);
    delayed = false;
  }

  /** Answers in place of a request that was refused; the connection ends with that. */
  void refuse(
      Connection connection, Workspace workspace, Protocol protocol, HttpException refusal) {
    boolean sendsContent = !head.isOfHead();
    if (!delayed) {
      clear();
      this.connection = connection;
      this.workspace = workspace;
    }
    Response response = answerTo(refusal);
    status = response.status();
    long length = response.body().length();
    contentBytes = sendsContent ? length : 0;
    protocol.headWriter.write(
        workspace.outbox, response, Delimiter.LENGTH, length, Persistence.CLOSE);
    if (sendsContent && response.body() instanceof Body.Bytes bytes) {
      workspace.outbox.add(bytes);
    }
    protocol.observer.refused(refusal);
    complete(protocol);
  }

  /** The response to a client that broke the rules. */
  private static Response answerTo(HttpException refusal) {
    return Response.error(refusal.status(), refusal.reason());
  }

  private static void discard(Body body) {
    if (body instanceof Body.Region region) {
      Outbox.close(region);
    }
  }
}

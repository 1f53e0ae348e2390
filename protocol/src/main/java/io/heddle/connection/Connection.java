package io.heddle.connection;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection without its socket, thread and clock (RFC 9112 section 9). An engine asks
 * {@link #next} what to do and reports what came of it; asking twice changes nothing.
 *
 * <p>One thread owns a connection at any time; only {@link #overstays} and {@link #phase} may be
 * used by another.
 */
public final class Connection {
  private enum State {
    /** A request's head is read. */
    HEAD,
    /** A small body is read whole, for a handler that never waits. */
    GATHER,
    /** The handler is to be called. */
    READY,
    /** The rest of a body that no handler wanted is dropped. */
    SKIP,
    /** The last answer is on its way. */
    LAST,
    /** The last answer is sent, and the client may still be sending. */
    LINGER,
    CLOSED
  }

  /** The room for reading between requests doubles up to this for clients that use it. */
  private static final int MOST_IDLE_BYTES = 2 << 10;

  private final Protocol protocol;
  private final InetAddress peer;
  private final Pulse pulse = new Pulse();
  private int idleBytes;
  private @Nullable ByteBuffer idleBuffer;
  private @Nullable Workspace workspace;
  private State state = State.HEAD;
  private boolean ended;
  private boolean lingers;

  /**
   * A new connection.
   *
   * @param idleBytes how much room {@link #space} offers between requests at first: 0 for an engine
   *     that reads only when there is something to read, so that an idle connection needs no buffer
   */
  public Connection(Protocol protocol, InetAddress peer, int idleBytes) {
    this.protocol = protocol;
    this.peer = peer;
    this.idleBytes = idleBytes;
    protocol.observer.opened();
  }

  /** Who the client is. */
  public InetAddress peer() {
    return peer;
  }

  /** What is to be done next. */
  public Step next() {
    while (true) {
      Step step =
          switch (state) {
            case HEAD -> readHead();
            case GATHER -> gather(busy());
            case READY -> ready(busy());
            case SKIP -> skip(busy());
            case LAST -> Step.WRITE;
            case LINGER -> linger(busy());
            case CLOSED -> Step.CLOSE;
          };
      if (step != null) {
        return step;
      }
    }
  }

  private Workspace busy() {
    return Objects.requireNonNull(workspace);
  }

  private @Nullable Step readHead() {
    Workspace w = workspace;
    if (w == null) {
      return awaitRequest();
    }
    if (w.outbox.isFull()) {
      return Step.WRITE;
    }
    try {
      if (!w.parser.parse(w.inbox, w.head)) {
        return awaitHead(w);
      }
      w.inbox.pin();
      w.exchange.begin(this, w, protocol);
    } catch (HttpException e) {
      refuse(e);
      return null;
    } catch (RuntimeException | Error e) {
      protocol.observer.failed(w.exchange, e);
      refuse(new HttpException(Status.INTERNAL_SERVER_ERROR, "the request could not be routed"));
      return null;
    }
    boolean gathers = !w.exchange.mayWait() && !w.exchange.isBodyBuffered();
    state = gathers ? State.GATHER : State.READY;
    return null;
  }

  private @Nullable Step awaitHead(Workspace w) {
    if (!w.outbox.isEmpty()) {
      return Step.WRITE;
    }
    if (w.isUnused()) {
      release();
      return awaitRequest();
    }
    if (ended) {
      if (protocol.isDraining() || pulse.expiredIn() == Phase.IDLE) {
        // it was to end between two requests, and this one came too late: the client may repeat it
        return Step.CLOSE;
      }
      refuse(early("head"));
      return null;
    }
    if (pulse.phase() == Phase.OPENED) {
      pulse.carryOn(Phase.HEAD);
    } else {
      pulse.enterOnce(Phase.HEAD);
    }
    return Step.READ;
  }

  private Step awaitRequest() {
    if (ended || protocol.isDraining()) {
      state = State.CLOSED;
      return Step.CLOSE;
    }
    Phase now = phase();
    if (now != Phase.IDLE && now != Phase.OPENED) {
      enter(Phase.IDLE);
    }
    return Step.READ;
  }

  private @Nullable Step gather(Workspace w) {
    if (w.exchange.isBodyBuffered()) {
      state = State.READY;
      return null;
    }
    if (!w.outbox.isEmpty()) {
      return Step.WRITE;
    }
    if (ended) {
      refuse(early("content"));
      return null;
    }
    pulse.enterOnce(Phase.BODY);
    return Step.READ;
  }

  private Step ready(Workspace w) {
    if (!w.outbox.isEmpty() && mayWait()) {
      return Step.WRITE;
    }
    pulse.enterOnce(Phase.HANDLING);
    return Step.CALL;
  }

  private @Nullable Step skip(Workspace w) {
    w.decoder.skip(w.inbox);
    if (w.decoder.isDone()) {
      awaitNextRequest(w);
      return null;
    }
    if (!w.outbox.isEmpty()) {
      return Step.WRITE;
    }
    if (ended) {
      state = State.CLOSED;
      return null;
    }
    pulse.enterOnce(Phase.BODY);
    return Step.READ;
  }

  private Step linger(Workspace w) {
    w.inbox.clear();
    return ended ? Step.CLOSE : Step.READ;
  }

  HttpException early(String part) {
    return pulse.expiredIn() != null
        ? new HttpException(Status.REQUEST_TIMEOUT, "the request's " + part + " took too long")
        : new HttpException(Status.BAD_REQUEST, "the request's " + part + " ended early");
  }

  /** Where to read to. An engine may ask only when {@link #next} says READ. */
  public ByteBuffer space() {
    Workspace w = workspace;
    if (w == null) {
      if (idleBytes > 0) {
        if (idleBuffer == null) {
          idleBuffer = ByteBuffer.allocate(idleBytes);
        }
        return idleBuffer;
      }
      w = acquire();
    }
    return w.inbox.space();
  }

  /** Says how many octets were read to {@link #space}; -1 when the client has sent its last. */
  public void filled(int count) {
    if (count < 0) {
      ended = true;
    } else if (count > 0) {
      if (workspace == null) {
        takeIn(Objects.requireNonNull(idleBuffer));
      } else {
        workspace.inbox.filled(count);
      }
      received(count);
    }
  }

  /** A client that fills the idle buffer will do so again: the next one has more room. */
  private void takeIn(ByteBuffer received) {
    boolean isFull = !received.hasRemaining();
    acquire().inbox.append(received);
    if (isFull && idleBytes < MOST_IDLE_BYTES) {
      idleBytes *= 2;
      idleBuffer = null;
    }
  }

  /** Counts octets that have come in. */
  void received(int count) {
    if (phase() == Phase.BODY) {
      pulse.beat();
    }
    protocol.observer.received(count);
  }

  /**
   * Sends as much as the transport takes.
   *
   * @return whether all is sent; otherwise {@link #next} will say WRITE again
   * @throws IOException when the client is gone
   */
  public boolean flush(Transport transport) throws IOException {
    Workspace w = busy();
    if (!w.outbox.isEmpty()) {
      pulse.enterOnce(Phase.WRITE);
      while (!w.outbox.isEmpty()) {
        long count = w.outbox.writeTo(transport);
        if (count == 0) {
          return false;
        }
        sent(count);
      }
    }
    if (state == State.LAST) {
      if (lingers && !ended) {
        transport.shutdownOutput();
        state = State.LINGER;
        enter(Phase.LINGER);
      } else {
        state = State.CLOSED;
      }
    }
    return true;
  }

  /** Sends all that is in the outbox, before something that may wait. */
  void flushBeforeWaiting(Transport transport) throws IOException {
    if (!busy().outbox.isEmpty()) {
      flush(transport);
      enter(Phase.HANDLING);
    }
  }

  /** Counts octets that have gone out. */
  void sent(long count) {
    pulse.beat();
    protocol.observer.sent(count);
  }

  /** Whether the handler that {@link #next} wants to be called may wait. */
  public boolean mayWait() {
    return busy().exchange.mayWait();
  }

  /** Runs the handler; its response is then in the outbox, or already sent. */
  public void call(Transport transport) {
    Workspace w = busy();
    switch (w.exchange.run(protocol, transport)) {
      case UNFINISHED -> {}
      case PERSISTENT -> {
        if (w.decoder.isDone()) {
          awaitNextRequest(w);
        } else {
          state = State.SKIP;
        }
      }
      case LAST -> {
        lingers = w.exchange.mayMeetMore(protocol);
        state = State.LAST;
      }
      case ABORTED -> state = State.CLOSED;
    }
  }

  private void awaitNextRequest(Workspace w) {
    w.inbox.unpin();
    w.exchange.clear();
    state = State.HEAD;
  }

  /** Answers in place of a request that cannot be read any further, and ends the connection. */
  private void refuse(HttpException refusal) {
    Workspace w = busy();
    w.exchange.refuse(this, w, protocol, refusal);
    w.inbox.unpin();
    lingers = true;
    state = State.LAST;
  }

  /**
   * Answers 503 whatever the client will ask, and ends the connection. For a connection that has
   * just been accepted and is one too many.
   */
  public void turnAway() {
    acquire();
    refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "too many connections"));
  }

  private Workspace acquire() {
    Workspace w = protocol.workspaces.take();
    workspace = w;
    return w;
  }

  private void release() {
    Workspace w = workspace;
    if (w != null) {
      workspace = null;
      w.exchange.abandon(protocol);
      protocol.workspaces.give(w);
    }
  }

  /** Says that the socket is closed; gives everything back. To be called once. */
  public void closed() {
    state = State.CLOSED;
    enter(Phase.CLOSED);
    release();
    protocol.observer.closed();
  }

  void end() {
    ended = true;
  }

  /** Where the connection is in its life. Any thread may ask. */
  public Phase phase() {
    return pulse.phase();
  }

  void enter(Phase next) {
    pulse.enter(next);
  }

  /**
   * Whether the connection has been in its phase without progress for too long. One thread at a
   * time may ask, again and again. If so, the engine must end it as {@link #endsByClosing} says.
   *
   * @param nowNanos of a clock that never goes back
   */
  public boolean overstays(long nowNanos, Timeouts timeouts) {
    Phase current = pulse.phase();
    if (!pulse.overstays(current, nowNanos, timeouts)) {
      return false;
    }
    protocol.observer.expired(current);
    return true;
  }

  /**
   * How to end a connection that overstays. If true, by closing the socket: the client does not
   * read. Otherwise by shutting down the socket's input: the owner then reads -1, and answers 408
   * where a request has begun. The thread that has asked {@link #overstays} may ask this.
   */
  public boolean endsByClosing() {
    return pulse.expiredIn() == Phase.WRITE;
  }
}

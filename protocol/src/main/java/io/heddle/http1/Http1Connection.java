package io.heddle.http1;

import io.heddle.codec.ContentException;
import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Phase;
import io.heddle.connection.Pulse;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.http.Blocking;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection (RFC 9112 section 9) as a state machine: it reads a head, runs the call,
 * and sends the response, one request after another.
 */
final class Http1Connection implements Connection {
  private final Service service;
  private final WorkspacePool workspaces;
  private final ConnectionInfo info;
  private final Driver driver;
  private final Pulse pulse = new Pulse();
  private final @Nullable IdleBuffer idleBuffer;
  private int requests;
  private @Nullable Workspace workspace;
  private State state = State.OPENED;
  private boolean inputEnded;
  private boolean lingers;

  Http1Connection(
      Service service,
      WorkspacePool workspaces,
      ConnectionInfo info,
      int idleBytes,
      Driver driver) {
    this.service = service;
    this.workspaces = workspaces;
    this.info = info;
    this.driver = driver;
    this.idleBuffer = idleBytes > 0 ? new IdleBuffer(idleBytes) : null;
    observer().opened();
  }

  private Observer observer() {
    return service.observer();
  }

  private Workspace busy() {
    return Objects.requireNonNull(workspace);
  }

  // --- what is next ---

  @Override
  public Step next() {
    Step step = null;
    while (step == null) {
      try {
        step = advance();
      } catch (HttpException e) {
        refuse(e);
      }
    }
    pulse.enterOnce(step == Step.WRITE || awaitsDisk() ? Phase.WRITE : state.phase);
    return step;
  }

  /** The next step; null when only the state has changed. */
  private @Nullable Step advance() {
    if (awaitsDisk()) {
      return Step.CALL;
    }
    return switch (state) {
      case OPENED, IDLE, HEAD -> readHead();
      case GATHER -> gather(busy());
      case READY -> ready(busy());
      case RELAY, FORWARD -> relay(busy());
      case SKIP -> skip(busy());
      case LAST -> Step.WRITE;
      case LINGER -> linger(busy());
      case CLOSED -> Step.CLOSE;
      case RESET -> Step.RESET;
    };
  }

  /** Whether the response cannot go on before a worker has read more of its file. */
  private boolean awaitsDisk() {
    return state.phase != Phase.CLOSED && workspace != null && workspace.sender.awaitsDisk();
  }

  private @Nullable Step readHead() {
    Workspace w = workspace;
    if (w == null) {
      return awaitRequest();
    }
    if (w.outbox.isFull()) {
      return Step.WRITE;
    }
    if (!w.readHead(service, info, requests + 1)) {
      return awaitHead(w);
    }
    requests++;
    Blocking blocking = w.blocking();
    // Other handlers are called only when a small body is complete.
    boolean isReady =
        blocking == Blocking.FREELY || blocking == Blocking.RELAYS || w.decoder.isBuffered(w.inbox);
    if (!isReady || blocking != Blocking.NEVER) {
      w.call().delay();
    }
    state = isReady ? State.READY : State.GATHER;
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
    if (inputEnded) {
      throw new HttpException(Status.BAD_REQUEST, "the request's head ended early");
    }
    if (w.parser.hasBegun()) {
      state = State.HEAD;
    } else {
      beIdle();
    }
    return read(w);
  }

  private @Nullable Step awaitRequest() {
    if (inputEnded) {
      state = State.CLOSED;
      return null;
    }
    beIdle();
    return Step.READ;
  }

  private void beIdle() {
    if (state == State.HEAD) {
      state = State.IDLE;
    }
  }

  private static Step read(Workspace w) {
    w.inbox.reserve();
    return Step.READ;
  }

  private @Nullable Step gather(Workspace w) {
    if (w.decoder.isBuffered(w.inbox)) {
      state = State.READY;
      return null;
    }
    if (!w.outbox.isEmpty()) {
      return Step.WRITE;
    }
    if (inputEnded) {
      throw RequestContent.endedEarly();
    }
    return read(w);
  }

  private Step ready(Workspace w) {
    return !w.outbox.isEmpty() && w.blocking() != Blocking.NEVER ? Step.WRITE : Step.CALL;
  }

  private @Nullable Step relay(Workspace w) {
    if (!driver.isOwnThread()) {
      // only the loop's thread uses its way to other servers
      return Step.AWAIT;
    }
    Relaying relaying = w.relaying();
    Outcome outcome = relaying.advance(inputEnded);
    if (outcome != null) {
      conclude(w, outcome);
      return null;
    }
    state = relaying.awaitsContent() ? State.FORWARD : State.RELAY;
    return relaying.step(inputEnded);
  }

  private @Nullable Step skip(Workspace w) {
    try {
      w.decoder.skip(w.inbox);
      if (!w.decoder.isDone() && w.outbox.isEmpty()) {
        // The request is answered, so its head is no longer needed.
        w.inbox.unpin();
        w.inbox.reserve();
      }
    } catch (HttpException e) {
      // The response is already sent; it is unknown what the client meant by the rest.
      observer().refused(e);
      state = State.LAST;
      lingers = true;
      return null;
    }
    if (w.decoder.isDone()) {
      awaitNextRequest(w);
      return null;
    }
    if (!w.outbox.isEmpty()) {
      return Step.WRITE;
    }
    if (inputEnded) {
      state = State.CLOSED;
      return null;
    }
    return Step.READ;
  }

  private Step linger(Workspace w) {
    w.inbox.drop();
    return inputEnded ? Step.CLOSE : read(w);
  }

  // --- reading ---

  @Override
  public ByteBuffer space() {
    Workspace w = workspace;
    if (w == null) {
      if (idleBuffer != null) {
        return idleBuffer.space();
      }
      w = acquire();
    }
    return w.inbox.space();
  }

  @Override
  public void filled(int count) {
    if (state == State.FORWARD) {
      busy().relaying().setStalled(false);
    }
    if (count < 0) {
      inputEnded = true;
    } else if (count > 0) {
      pulse.arrived();
      if (workspace == null) {
        Objects.requireNonNull(idleBuffer).moveTo(acquire().inbox, count);
      } else {
        workspace.inbox.filled(count);
      }
      if (state.phase == Phase.BODY) {
        pulse.moved(count);
      }
      observer().received(count);
    }
  }

  // --- sending ---

  @Override
  public boolean flush(Wire wire) throws IOException {
    Workspace w = busy();
    try {
      boolean isSent = w.sender.send(wire, pulse, observer());
      if (state == State.FORWARD) {
        w.relaying().setStalled(!isSent);
      }
      if (!isSent) {
        return false;
      }
    } catch (ContentException e) {
      // The client must notice that its response is cut off.
      state = State.CLOSED;
    }
    if (state == State.LAST && w.outbox.isEmpty()) {
      finish(w, wire);
    }
    return true;
  }

  /** Ends the connection; if the client may still be sending, it first reads what comes. */
  private void finish(Workspace w, Wire wire) throws IOException {
    if (lingers && !inputEnded) {
      wire.shutdownOutput();
      w.shrink();
      state = State.LINGER;
    } else {
      state = State.CLOSED;
    }
  }

  // --- the call ---

  @Override
  public Blocking blocking() {
    if (awaitsDisk()) {
      return Blocking.BRIEFLY;
    }
    Blocking blocking = busy().blocking();
    return blocking == Blocking.RELAYS ? Blocking.NEVER : blocking;
  }

  @Override
  public void call(Wire wire) {
    Workspace w = busy();
    if (awaitsDisk()) {
      w.sender.warm(pulse);
    } else if (blocking() == Blocking.NEVER) {
      // it writes no logs, which could block
      answer(w, wire);
    } else {
      w.call().during(() -> answer(w, wire));
    }
  }

  private void answer(Workspace w, Wire wire) {
    Traffic traffic = new Traffic(wire, pulse, observer());
    Outcome outcome = w.answer(traffic, driver, service);
    inputEnded |= traffic.isInputEnded();
    conclude(w, outcome);
  }

  private void conclude(Workspace w, Outcome outcome) {
    switch (outcome) {
      case DEFERRED -> w.call().delay();
      case RELAYED -> state = State.RELAY;
      case PERSISTENT -> {
        w.completeResponse();
        if (w.decoder.isDone()) {
          awaitNextRequest(w);
        } else {
          state = State.SKIP;
        }
      }
      case LAST -> {
        lingers = w.responder.mayMeetMore(w.head());
        w.completeResponse();
        state = State.LAST;
      }
      case CUT_OFF, RESET -> {
        state = outcome == Outcome.RESET ? State.RESET : State.CLOSED;
        w.cutOffResponse();
      }
      case ABANDONED -> state = State.CLOSED;
    }
  }

  private void awaitNextRequest(Workspace w) {
    w.inbox.unpin();
    w.decoder.end();
    w.responder.clear();
    state = State.HEAD;
  }

  // --- the end ---

  @Override
  public void refuse(HttpException refusal) {
    if (awaitsDisk()) {
      // A response is partly sent, so it goes on, without a worker.
      busy().sender.goOn();
      return;
    }
    Workspace w = workspace == null ? acquire() : workspace;
    if (w.isRelayCommitted()) {
      cutOffRelay(w);
      return;
    }
    lingers = true;
    state = State.LAST;
    w.refuse(refusal, service, info, requests + 1);
  }

  private void cutOffRelay(Workspace w) {
    state = w.relaying().endsWithConnection() ? State.RESET : State.CLOSED;
    w.cutOffResponse();
  }

  @Override
  public void expire() {
    if (pulse.phase() == Phase.WRITE) {
      state = State.CLOSED;
      return;
    }
    switch (state) {
      case HEAD ->
          refuse(new HttpException(Status.REQUEST_TIMEOUT, "the request's head took too long"));
      case GATHER, FORWARD -> refuse(RequestContent.tooSlow());
      case READY -> refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "the server is busy"));
      case OPENED, IDLE, RELAY, SKIP, LAST, LINGER, CLOSED -> state = State.CLOSED;
      case RESET -> {}
    }
  }

  private Workspace acquire() {
    Workspace w = workspaces.take();
    workspace = w;
    return w;
  }

  private void release() {
    Workspace w = workspace;
    if (w != null) {
      workspace = null;
      try {
        w.clear();
      } finally {
        workspaces.give(w);
      }
    }
  }

  @Override
  public void closed() {
    state = State.CLOSED;
    pulse.enter(Phase.CLOSED);
    try {
      release();
    } finally {
      observer().closed();
    }
  }

  // --- deadlines ---

  @Override
  public Phase phase() {
    return pulse.phase();
  }

  @Override
  public boolean overstays(long nowNanos, Wire wire) {
    if (!pulse.overstays(nowNanos, service.timeouts(), wire)) {
      return false;
    }
    observer().expired(pulse.phase());
    return true;
  }

  @Override
  public boolean isExpired() {
    return pulse.isExpired();
  }
}

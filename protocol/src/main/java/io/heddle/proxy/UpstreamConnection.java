package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.connection.Outbound;
import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import io.heddle.proxy.Patience.Waiting;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server, for one request after another. At most {@link #BUFFER_BYTES} wait in
 * each direction. On a line that does not wait, each operation does what is possible now.
 */
final class UpstreamConnection implements Caller {
  private static final int BUFFER_BYTES = 16 << 10;

  private final UpstreamServer server;
  private final Outbound outbound;
  private final Budget budget;
  private final Patience patience;
  private final RequestOutput output;
  private final ResponseInput input;
  private final AtomicBoolean isReleased = new AtomicBoolean();

  /** Whether it is unused and nobody has claimed it. */
  private final AtomicBoolean isOffered = new AtomicBoolean();

  /** Null while it is being connected on this thread. */
  private volatile @Nullable Line line;

  private @Nullable RelayedRequest user;
  private boolean isReused;
  private boolean isConnected;

  private UpstreamConnection(UpstreamServer server, Outbound outbound, Budget budget) {
    this.server = server;
    this.outbound = outbound;
    this.budget = budget;
    this.patience = new Patience(server.limits());
    this.output = new RequestOutput(budget, BUFFER_BYTES);
    this.input = new ResponseInput(budget, BUFFER_BYTES);
  }

  /**
   * Opens a connection.
   *
   * @throws HttpException when there is no memory for it
   * @throws IOException when the server cannot be reached
   */
  static UpstreamConnection open(UpstreamServer server, Outbound outbound, Budget budget)
      throws IOException {
    if (!budget.take(BUFFER_BYTES)) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server is out of memory");
    }
    UpstreamConnection opened = new UpstreamConnection(server, outbound, budget);
    try {
      opened.line = outbound.connect(server.address(), opened);
      opened.isConnected = opened.line().isConnected();
      return opened;
    } catch (IOException e) {
      opened.close();
      if (opened.isLate()) {
        SocketTimeoutException late = new SocketTimeoutException("connecting took too long");
        late.addSuppressed(e);
        throw late;
      }
      throw e;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private Line line() {
    return Objects.requireNonNull(line);
  }

  UpstreamServer server() {
    return server;
  }

  /** Whether it has answered another request before. */
  boolean isReused() {
    return isReused;
  }

  boolean isConnected() {
    return isConnected;
  }

  /** Whether it is closed because the server takes too long. */
  boolean isLate() {
    return patience.isOver();
  }

  /** Whether it waits no longer than a moment, because the client has most likely left. */
  boolean isHurried() {
    return patience.isHurried();
  }

  void hurry() {
    patience.hurry();
  }

  /** Lets others claim it. */
  void offer() {
    isOffered.set(true);
  }

  boolean isOffered() {
    return isOffered.get();
  }

  /** Whether the caller is the one that has it now, to use or to close it. */
  boolean claim() {
    return isOffered.compareAndSet(true, false);
  }

  /** Whether it can have another request: the server has neither closed it nor sent anything. */
  boolean isUsable() {
    try {
      return line().readNow(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  // --- the request ---

  /** Begins a request; {@link #flush} sends it. */
  void begin(RelayedRequest next, byte[] head, Framing framing, boolean ofHead) {
    user = next;
    output.begin(head, framing);
    input.begin(ofHead);
    patience.begin();
  }

  /** How many more bytes of content it takes now. */
  int room() {
    return isConnected ? output.room() : 0;
  }

  /** What is sent; {@link #flush} sends it. */
  RequestOutput output() {
    return output;
  }

  /** Sends what the line takes. If it waits, it does so only until the server sends something. */
  void flush() {
    awaitHere(Waiting.SEND);
    output.flush(line(), this::sends, patience);
    awaitHere(Waiting.NOT);
  }

  /** On a line that waits: says what for. */
  private void awaitHere(Waiting what) {
    if (outbound.waits()) {
      patience.await(what);
    }
  }

  // --- the response ---

  /** Whether something has arrived that is not read yet. */
  boolean hasInput() {
    return line().hasInput();
  }

  /** Reads once. */
  void receive() throws IOException {
    awaitHere(input.isAnswered() ? Waiting.BETWEEN : Waiting.RESPONSE);
    input.read(line(), patience);
    awaitHere(Waiting.NOT);
  }

  /** Reads what is there, and does not wait. */
  void poll() throws IOException {
    input.poll(line(), patience);
  }

  /** Reads what is there, and returns whether that was anything, or nothing more will be. */
  boolean sends() {
    try {
      return input.poll(line(), patience);
    } catch (IOException | HttpException e) {
      // the thread reads again, and fails in the same way
      return true;
    }
  }

  /** What has been received. */
  ResponseInput input() {
    return input;
  }

  /** Ends the request, whose response is complete, and keeps the connection if it is of use. */
  void finish() {
    user = null;
    server.leave();
    boolean isReusable =
        input.keepsAlive() && output.isEnded() && output.isEmpty() && !output.hasFailed();
    input.clear();
    output.clear();
    isReused = true;
    if (!isReusable || !listenIdle() || !server.keep(outbound, this)) {
      close();
    }
  }

  private boolean listenIdle() {
    patience.beat();
    patience.await(Waiting.IDLE);
    try {
      line().await(true, false);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  // --- on a loop ---

  /**
   * Does what is possible without waiting. Once the server has answered, a failure waits until what
   * has arrived is taken: that may be all.
   *
   * @throws IOException when the connection is of no more use
   */
  void pump() throws IOException {
    try {
      move();
    } catch (IOException e) {
      if (!input.isAnswered()) {
        throw e;
      }
      input.fail(e);
      line().close();
    }
  }

  private void move() throws IOException {
    if (isLate()) {
      throw new SocketTimeoutException("the server takes too long");
    }
    boolean wasConnected = isConnected;
    if (!wasConnected) {
      isConnected = line().isConnected();
      if (!isConnected) {
        return;
      }
      patience.beat();
    }
    flush();
    if (wasConnected && input.hasRoom()) {
      receive();
    }
  }

  /** Says what it waits for. */
  void listen() throws IOException {
    if (input.hasFailed()) {
      patience.await(Waiting.NOT);
      return;
    }
    boolean wantsInput = input.hasRoom();
    line().await(wantsInput, !output.isEmpty());
    patience.await(awaited(wantsInput));
  }

  private Waiting awaited(boolean wantsInput) {
    if (!isConnected) {
      return Waiting.CONNECT;
    }
    if (!output.isEmpty()) {
      return sending(wantsInput);
    }
    if (!output.isEnded() && !output.hasFailed()) {
      // the client sends more content
      return Waiting.NOT;
    }
    if (!input.isAnswered()) {
      return Waiting.RESPONSE;
    }
    return wantsInput ? Waiting.BETWEEN : Waiting.NOT;
  }

  /**
   * A server that cannot send its answer, because the client takes no more of it, need not take
   * content either.
   */
  private Waiting sending(boolean wantsInput) {
    return input.isAnswered() && !wantsInput ? Waiting.NOT : Waiting.SEND;
  }

  @Override
  public void ready() {
    RelayedRequest current = user;
    if (current != null) {
      current.ready();
    } else {
      // it is not in use, and the server closes it or sends what nobody has asked for
      server.remove(outbound, this);
      close();
    }
  }

  // --- the end ---

  @Override
  public boolean overstays(long nowNanos) {
    return patience.look(nowNanos)
        && (patience.isOver() || (server.remove(outbound, this) && release()));
  }

  /** Closes it. */
  void close() {
    user = null;
    Line opened = line;
    if (opened != null) {
      opened.close();
    }
    release();
  }

  private boolean release() {
    if (isReleased.compareAndSet(false, true)) {
      budget.give(input.capacity() + output.capacity());
    }
    return true;
  }
}

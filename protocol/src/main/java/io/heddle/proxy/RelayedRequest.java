package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.codec.ResponseHead;
import io.heddle.connection.Answer;
import io.heddle.connection.Outbound;
import io.heddle.connection.Relay;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.RequestBody;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that another server answers: it sends the request, and passes the answer on. The two
 * ways to wait for it share everything but the waiting.
 */
final class RelayedRequest implements Relay, Answer {
  private static final int PIECE_BYTES = 16 << 10;

  /** Content up to this size needs no stream if it arrives with the head. */
  private static final int MAX_SMALL_BYTES = 4 << 10;

  private final Proxy proxy;
  private final Request request;

  private @Nullable Attempts attempts;
  private Runnable wake = () -> {};

  private @Nullable UpstreamConnection connection;
  private @Nullable HttpException failure;
  private @Nullable Response response;

  /** Whether content has been taken from the client, who will not send it again. */
  private boolean isContentTaken;

  /** Whether reading from the client has failed. */
  private boolean isClientAtFault;

  /** Whether the server has answered with an error before it has all of the content. */
  private boolean isRefused;

  /** Allocated on first use, on a thread that waits. */
  private byte[] piece = {};

  /** The content of the request, on a thread that waits. */
  private @Nullable RequestBody content;

  private boolean waits;
  private boolean isFinished;

  RelayedRequest(Proxy proxy, Request request) {
    this.proxy = proxy;
    this.request = request;
  }

  // --- connections ---

  /**
   * Begins the request.
   *
   * @throws HttpException when no server can be reached
   */
  private void start(Outbound outbound, long contentBytes, Budget budget) {
    Framing framing =
        contentBytes == 0
            ? Framing.NONE
            : contentBytes < 0 ? Framing.CHUNKED : new Framing.Length(contentBytes);
    Attempts begun = new Attempts(proxy, request, this, outbound, budget, framing);
    attempts = begun;
    waits = outbound.waits();
    connection = begun.first();
  }

  private UpstreamConnection connection() {
    return Objects.requireNonNull(connection);
  }

  private Attempts attempts() {
    return Objects.requireNonNull(attempts);
  }

  private void discard() {
    UpstreamConnection open = connection;
    if (open != null) {
      connection = null;
      open.close();
      open.server().leave();
    }
  }

  /** Handles the failure of the connection: begins again elsewhere, or sets the failure. */
  private void failed(Exception trouble) {
    UpstreamConnection failed = connection();
    discard();
    try {
      connection = attempts().again(failed, trouble, response != null || isContentTaken);
    } catch (HttpException e) {
      failure = e;
    }
  }

  /** Reads the head of the response, as far as it has arrived. */
  private boolean readHead(UpstreamConnection open) throws IOException {
    ResponseHead head = open.input().parseHead();
    if (head == null) {
      return false;
    }
    open.server().health().succeeded();
    Response arrived =
        Answers.of(head, proxy.rules(), open.server().authority())
            .with(body(open, Answers.length(head)));
    isRefused = head.status() >= 400 && !open.output().isEnded();
    if (isRefused) {
      // nobody will read the rest of the content
      arrived = arrived.thenClose();
    }
    response = arrived;
    if (open.input().isComplete()) {
      finish();
    }
    return true;
  }

  /** The content of a response whose head has been read; small content may be there already. */
  private Body body(UpstreamConnection open, long length) throws IOException {
    boolean isOfHead = request.method() == Method.HEAD;
    if (open.input().isComplete() && !isOfHead) {
      return Body.EMPTY;
    }
    if (isOfHead || length < 0 || length > Math.min(open.input().available(), MAX_SMALL_BYTES)) {
      return new Body.Stream(length, new RelayedContent(this));
    }
    byte[] small = new byte[(int) length];
    open.input().take(small, 0, small.length);
    return new Body.Bytes(small);
  }

  private void finish() {
    if (!isFinished) {
      isFinished = true;
      UpstreamConnection open = connection();
      connection = null;
      open.finish();
    }
  }

  @Override
  public void close() {
    isFinished = true;
    discard();
  }

  // --- on a thread that waits ---

  @Override
  public Response await(Outbound way, RequestBody body, Budget memory) throws IOException {
    content = body;
    start(way, body.length(), memory);
    while (true) {
      try {
        UpstreamConnection open = connection();
        send(open);
        while (response == null && !readHead(open)) {
          open.receive();
        }
        return Objects.requireNonNull(response);
      } catch (IOException | HttpException e) {
        if (isClientAtFault) {
          close();
          throw e;
        }
        failed(e);
        if (failure != null) {
          throw failure;
        }
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
    }
  }

  /** Sends the request, and its content as it arrives, until the server answers. */
  private void send(UpstreamConnection open) throws IOException {
    while (response == null && isSending(open)) {
      if (open.output().isEmpty() && open.hasInput()) {
        open.receive();
      } else {
        forward(open);
      }
      readHead(open);
    }
  }

  /** An array for content, on a thread that waits. */
  byte[] piece() {
    if (piece.length == 0) {
      piece = new byte[PIECE_BYTES];
    }
    return piece;
  }

  /** Whether the server is to get more of the request. */
  private boolean isSending(UpstreamConnection open) {
    RequestOutput output = open.output();
    return !isRefused && !output.hasFailed() && !(output.isEnded() && output.isEmpty());
  }

  /** Sends the next piece of the request, or what is left of the last one. */
  private void forward(UpstreamConnection open) throws IOException {
    if (open.output().isEmpty()) {
      addContent(open);
    }
    open.flush();
    if (!open.output().isEmpty()) {
      // the server sends instead of reading, or receiving that has failed, as it does now again
      open.poll();
    }
  }

  /** Adds content of the client, unless the server sends something first. */
  private void addContent(UpstreamConnection open) throws IOException {
    byte[] space = piece();
    int count = read(space, open);
    if (count < 0) {
      open.output().end();
    } else if (count > 0) {
      open.output().add(space, 0, count);
    } else {
      open.poll();
    }
  }

  /** Reads content, but waits for the client only until the server sends something. */
  private int read(byte[] space, UpstreamConnection open) throws IOException {
    isContentTaken = true;
    try {
      return Objects.requireNonNull(content).readUnless(open::sends, space);
    } catch (HttpException e) {
      if (open.hasInput()) {
        // the client waits for the answer, which is there
        return 0;
      }
      isClientAtFault = true;
      throw e;
    } catch (IOException e) {
      isClientAtFault = true;
      throw e;
    }
  }

  /** Receives more of the answer, or sends more of the request that is answered already. */
  void advance() throws IOException {
    UpstreamConnection open = connection();
    try {
      if (isSending(open) && !open.hasInput()) {
        forward(open);
      } else {
        open.receive();
      }
    } catch (IOException e) {
      if (isClientAtFault) {
        throw e;
      }
      failed(e);
    }
  }

  // --- on a loop ---

  @Override
  public Answer begin(Outbound way, long contentBytes, Budget memory, Runnable waker) {
    wake = waker;
    try {
      start(way, contentBytes, memory);
      push();
    } catch (HttpException e) {
      failure = e;
    }
    return this;
  }

  /** Continues, because the connection is ready. */
  void ready() {
    try {
      UpstreamConnection open = connection();
      open.pump();
      if (response == null && open.isConnected()) {
        readHead(open);
      }
      if (connection != null) {
        open.listen();
      }
    } catch (IOException | HttpException e) {
      failed(e);
      push();
    } catch (RuntimeException | Error e) {
      failure = Failure.UNREACHABLE.exception();
      discard();
      wake.run();
      throw e;
    }
    wake.run();
  }

  @Override
  public int room() {
    return connection == null ? 0 : connection().room();
  }

  @Override
  public void add(byte[] source, int offset, int length) {
    isContentTaken = true;
    connection().output().add(source, offset, length);
  }

  @Override
  public void end() {
    isContentTaken |= attempts().hasContent();
    if (connection != null) {
      connection().output().end();
    }
  }

  @Override
  public void push() {
    boolean isPushed = false;
    while (connection != null && !isPushed) {
      UpstreamConnection open = connection;
      try {
        if (open.isConnected()) {
          open.flush();
        }
        open.listen();
        isPushed = true;
      } catch (IOException e) {
        // another connection may be next
        failed(e);
      }
    }
  }

  @Override
  public @Nullable Response response() {
    if (response == null && failure != null) {
      throw failure;
    }
    return response;
  }

  @Override
  public int take(byte[] target, int offset, int length) {
    if (failure != null) {
      throw failure;
    }
    if (isFinished) {
      return -1;
    }
    UpstreamConnection open = connection();
    try {
      int count = open.input().take(target, offset, length);
      if (count < 0) {
        finish();
      } else if (!waits) {
        open.listen();
      }
      return count;
    } catch (IOException | HttpException e) {
      failed(e);
      throw Objects.requireNonNull(failure);
    }
  }

  @Override
  public void hurry() {
    if (connection != null) {
      connection().hurry();
    }
  }
}

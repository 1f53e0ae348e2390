package io.heddle.http1;

import io.heddle.codec.ChunkWriter;
import io.heddle.connection.Answer;
import io.heddle.connection.Driver;
import io.heddle.connection.Pulse;
import io.heddle.connection.Relay;
import io.heddle.connection.Step;
import io.heddle.exchange.Service;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import io.heddle.http.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that another server answers, on a loop: it moves content both ways, as far as there is
 * content and room, and never waits. At most {@link #MAX_HELD_BYTES} wait for the client.
 */
final class Relaying {
  private static final int PIECE_BYTES = 4 << 10;
  private static final int MAX_HELD_BYTES = 16 << 10;

  private final Workspace workspace;
  private final Relay relay;
  private final Response promised;
  private final Driver driver;
  private final Service service;
  private final Budget budget;
  private final Pulse pulse;
  private final ChunkWriter chunks;

  /** Allocated on first use. */
  private byte[] piece = {};

  private @Nullable Answer answer;

  /** Null until the head has arrived, whose copy is then in the outbox. */
  private @Nullable Response response;

  private boolean isRequestSent;
  private boolean isChunked;
  private boolean isStalled;
  private boolean isHurried;

  /**
   * A request that nobody has been sent yet.
   *
   * @param promised what the handler has returned: its fields are added to the answer
   */
  Relaying(
      Workspace workspace,
      Relay relay,
      Response promised,
      Driver driver,
      Service service,
      Budget budget,
      Pulse pulse) {
    this.workspace = workspace;
    this.relay = relay;
    this.promised = promised;
    this.driver = driver;
    this.service = service;
    this.budget = budget;
    this.pulse = pulse;
    this.chunks = new ChunkWriter(workspace.outbox);
  }

  /** Whether the head of the response is on its way to the client. */
  boolean isCommitted() {
    return response != null;
  }

  private Answer answer() {
    Answer begun = answer;
    if (begun == null) {
      begun = relay.begin(driver.outbound(), workspace.decoder.left(), budget, driver::wake);
      answer = begun;
    }
    return begun;
  }

  /**
   * Moves what can be moved.
   *
   * @return the outcome if the response is complete, or has failed; else null
   * @throws HttpException when the client is at fault and has no response yet
   */
  @Nullable Outcome advance(boolean inputEnded) {
    Answer asked = answer();
    try {
      forward(asked, inputEnded);
    } catch (HttpException e) {
      if (!isCommitted()) {
        throw e;
      }
      return breakOff(e);
    }
    try {
      return isCommitted() ? takeContent(asked) : takeHead(asked);
    } catch (HttpException e) {
      return isCommitted() ? breakOff(e) : fail(e);
    }
  }

  // --- the content of the request ---

  private byte[] piece() {
    if (piece.length == 0) {
      piece = new byte[PIECE_BYTES];
    }
    return piece;
  }

  private void forward(Answer asked, boolean inputEnded) {
    boolean hasMore = false;
    int room = asked.room();
    while (!workspace.decoder.isDone() && room > 0) {
      if (!isCommitted()) {
        workspace.content().announceContinue();
      }
      int most = Math.min(room, PIECE_BYTES);
      int count = workspace.decoder.decode(workspace.inbox, piece(), 0, most);
      if (count > 0) {
        asked.add(piece(), 0, count);
        hasMore = true;
      } else if (!workspace.decoder.isDone()) {
        requireMore(inputEnded);
        break;
      }
      room = asked.room();
    }
    if (workspace.decoder.isDone() && !isRequestSent) {
      isRequestSent = true;
      asked.end();
      hasMore = true;
    }
    if (hasMore) {
      asked.push();
    }
  }

  private void requireMore(boolean inputEnded) {
    if (inputEnded) {
      HttpException reason = RequestContent.endedEarly();
      workspace.decoder.abandon(reason);
      throw reason;
    }
  }

  /** Whether it can go on only when the client sends more content. */
  boolean awaitsContent() {
    return !workspace.decoder.isDone() && answer().room() > 0;
  }

  // --- the response ---

  private @Nullable Outcome takeHead(Answer asked) {
    Response arrived = asked.response();
    if (arrived == null) {
      return null;
    }
    Response shown = workspace.call().answered(promised, arrived);
    if (!(shown.body() instanceof Body.Stream)) {
      return answer(shown);
    }
    response = shown;
    isChunked = shown.body().length() < 0 && !isOld();
    workspace.responder.begin(workspace.head(), shown, service.isDraining());
    return takeContent(asked);
  }

  private boolean isOld() {
    return workspace.head().version() == Version.HTTP_1_0;
  }

  private @Nullable Outcome takeContent(Answer asked) {
    if (!workspace.responder.sendsContent(Objects.requireNonNull(response), workspace.head())) {
      return workspace.responder.end(workspace.content());
    }
    while (workspace.outbox.size() <= MAX_HELD_BYTES - PIECE_BYTES) {
      int count = asked.take(piece(), 0, PIECE_BYTES);
      if (count < 0) {
        if (isChunked) {
          chunks.endBody();
        }
        return workspace.responder.end(workspace.content());
      }
      if (count == 0) {
        break;
      }
      add(count);
    }
    chunks.endChunk();
    return null;
  }

  private void add(int count) {
    if (isChunked) {
      chunks.add(piece(), 0, count);
    } else {
      workspace.outbox.add(piece(), 0, count);
    }
    workspace.responder.took(count);
  }

  /** Answers in place of the other server. */
  private Outcome fail(HttpException reason) {
    return answer(workspace.call().refuse(reason));
  }

  /** Answers with a response that is complete. */
  private Outcome answer(Response complete) {
    return workspace.responder.answer(
        workspace.call(), workspace.head(), complete, workspace.content(), service.isDraining());
  }

  /** Ends a response of which a part is sent. */
  private Outcome breakOff(HttpException reason) {
    long sent = Math.max(0, workspace.responder.contentBytes() - workspace.outbox.size());
    workspace.call().breakOff(reason, workspace.decoder.isBroken(), pulse, sent);
    return endsWithConnection() ? Outcome.RESET : Outcome.CUT_OFF;
  }

  /** Whether the client would take the end of the connection for the end of the content. */
  boolean endsWithConnection() {
    Response begun = response;
    return begun != null && isOld() && begun.body().length() < 0;
  }

  // --- what is next ---

  /** What to do while the response is not complete. */
  Step step(boolean inputEnded) {
    boolean awaitsContent = awaitsContent();
    if (!workspace.outbox.isEmpty() && !(isStalled && awaitsContent)) {
      return Step.WRITE;
    }
    if (!inputEnded && awaitsContent) {
      workspace.inbox.reserve();
      return Step.READ;
    }
    if (!inputEnded && hasRoom()) {
      // the next requests may come, but of interest is only the end of the client's input
      return Step.READ;
    }
    if (inputEnded && !isHurried) {
      isHurried = true;
      answer().hurry();
    }
    return Step.AWAIT;
  }

  /** Whether the inbox takes more without growing. */
  private boolean hasRoom() {
    if (workspace.inbox.isEmpty()) {
      workspace.inbox.reserve();
    }
    return workspace.inbox.space().hasRemaining();
  }

  /** Reports whether the client takes no more of the response now. */
  void setStalled(boolean value) {
    isStalled = value;
  }

  /** Releases everything. */
  void close() {
    Answer begun = answer;
    if (begun != null) {
      begun.close();
    }
    if (promised.body() instanceof Body.Stream stream) {
      workspace.call().close(stream);
    }
  }
}

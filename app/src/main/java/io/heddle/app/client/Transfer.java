package io.heddle.app.client;

import io.heddle.client.ClientConnection;
import io.heddle.client.ResponseException;
import io.heddle.codec.ResponseHead;
import io.heddle.http.Budget;
import io.heddle.http.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An open connection, on which requests are sent and responses are received. */
final class Transfer implements AutoCloseable {
  private static final int PIECE_BYTES = 16 << 10;
  private static final int MAX_HEAD_BYTES = 256 << 10;
  private static final int MAX_FIELDS = 1_000;
  private static final long MAX_BUFFER_BYTES = 16 << 20;

  private final ServerUrl server;
  private final Link link;
  private final ClientConnection connection;
  private final ClientOptions options;
  private final Transcript transcript;
  private boolean isReusable;
  private boolean isSending;

  Transfer(ServerUrl server, Link link, ClientOptions options, Transcript transcript) {
    this.server = server;
    this.link = link;
    this.options = options;
    this.transcript = transcript;
    Limits limits = Limits.STANDARD.withMaxHeadBytes(MAX_HEAD_BYTES).withMaxHeaders(MAX_FIELDS);
    this.connection = new ClientConnection(link, limits, new Budget(MAX_BUFFER_BYTES));
  }

  ServerUrl server() {
    return server;
  }

  /** Whether the server takes another request. */
  boolean isReusable() {
    return isReusable;
  }

  /** Whether any byte of a response to the current request has arrived. */
  boolean isAnswered() {
    return connection.isAnswered();
  }

  /**
   * Sends requests and receives their responses.
   *
   * @param statuses gets the outcome of each
   * @throws TransferException when one of them fails, and with it those after it
   */
  void run(List<Ask> asks, Deadline deadline, List<ExitStatus> statuses) throws TransferException {
    isReusable = false;
    isSending = true;
    deadline.guard(link);
    Sender sender = new Sender(connection, link, transcript, asks);
    sender.start();
    try {
      for (Ask ask : asks) {
        statuses.add(receive(ask, sender));
      }
    } catch (IOException e) {
      throw failed(e, sender, deadline);
    }
    if (connection.unread() > 0) {
      transcript.note(connection.unread() + " bytes follow that belong to no response");
    }
    isSending = !sender.isDone();
    isReusable = connection.isReusable() && !isSending;
  }

  private ExitStatus receive(Ask ask, Sender sender) throws IOException {
    link.mark(connection.unread() > 0);
    ResponseHead head = readHead(ask, sender);
    while (head.isInterim()) {
      head = readHead(ask, sender);
    }
    sender.answered();
    ask.timing().firstByte(link.marked());
    ask.timing().status(head.status());
    boolean isRefused = options.fail() && head.status() >= 400;
    if (!isRefused) {
      ask.sink().open();
    }
    byte[] piece = new byte[PIECE_BYTES];
    for (int count = connection.read(piece, 0, piece.length);
        count >= 0;
        count = connection.read(piece, 0, piece.length)) {
      ask.timing().took(count);
      if (!isRefused) {
        ask.sink().write(piece, 0, count);
      }
    }
    transcript.received(connection.trailers());
    ask.timing().ended();
    return isRefused ? ExitStatus.REFUSED : ExitStatus.OK;
  }

  private ResponseHead readHead(Ask ask, Sender sender) throws IOException {
    ResponseHead head = connection.readHead(ask.request());
    transcript.received(head);
    if (head.status() == 100) {
      sender.consent();
    }
    if (options.include() || options.request().head()) {
      byte[] text = Transcript.text(head).getBytes(StandardCharsets.ISO_8859_1);
      ask.sink().write(text, 0, text.length);
    }
    return head;
  }

  private TransferException failed(IOException e, Sender sender, Deadline deadline) {
    if (e instanceof TransferException ours) {
      return ours;
    }
    if (sender.failure() instanceof TransferException ours) {
      return ours;
    }
    if (deadline.isReached()) {
      return new TransferException(
          ExitStatus.TIMEOUT, "the transfer took longer than --max-time", e);
    }
    String message = String.valueOf(e.getMessage());
    return e instanceof ResponseException response
        ? new TransferException(status(response.fault(), sender), message, e)
        : new TransferException(
            sender.failure() == null ? ExitStatus.NOT_RECEIVED : ExitStatus.NOT_SENT,
            "the connection failed: " + message,
            e);
  }

  private static ExitStatus status(ResponseException.Fault fault, Sender sender) {
    return switch (fault) {
      case UNANSWERED -> sender.failure() == null ? ExitStatus.UNANSWERED : ExitStatus.NOT_SENT;
      case CUT_OFF -> ExitStatus.CUT_OFF;
      case MALFORMED -> ExitStatus.NOT_HTTP;
    };
  }

  /** A thread that still sends holds the lock that the last words of TLS need. */
  @Override
  public void close() {
    if (isSending) {
      link.abort();
    } else {
      link.close();
    }
  }
}

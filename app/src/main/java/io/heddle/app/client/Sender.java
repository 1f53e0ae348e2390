package io.heddle.app.client;

import io.heddle.client.ClientConnection;
import io.heddle.codec.ContentException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests while another thread reads the responses: a server may answer content while it
 * arrives, or refuse it.
 */
final class Sender {
  /** How long a server that does not know Expect delays the content, as with curl. */
  private static final long CONSENT_MILLIS = 1_000;

  /** How long a sender may need to notice that it is done, after the server has answered. */
  private static final long END_MILLIS = 100;

  private final ClientConnection connection;
  private final Link link;
  private final Transcript transcript;
  private final List<Ask> asks;
  private final CountDownLatch decision = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean isRefused;
  private volatile @Nullable IOException failure;

  Sender(ClientConnection connection, Link link, Transcript transcript, List<Ask> asks) {
    this.connection = connection;
    this.link = link;
    this.transcript = transcript;
    this.asks = asks;
  }

  /** Sends the requests, on a thread of its own if that may take a while. */
  void start() {
    if (asks.size() == 1 && asks.getFirst().isSmall()) {
      send();
    } else {
      Thread.ofVirtual().name("sender").start(this::send);
    }
  }

  private void send() {
    try {
      for (Ask ask : asks) {
        connection.addHead(ask.request());
        transcript.sent(ask.request().head());
        if (ask.expectsContinue() && !mayContinue()) {
          return;
        }
        connection.addContent(ask.request());
      }
      connection.flush();
      end.countDown();
    } catch (TransferException e) {
      fail(e);
    } catch (ContentException e) {
      fail(new TransferException(ExitStatus.NOT_READ, String.valueOf(e.getMessage()), e));
    } catch (IOException e) {
      // the server may have answered before it closed the connection
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Our own data are not there: the server waits for them in vain. */
  private void fail(TransferException reason) {
    failure = reason;
    link.abort();
  }

  private boolean mayContinue() throws IOException, InterruptedException {
    connection.flush();
    return !decision.await(CONSENT_MILLIS, TimeUnit.MILLISECONDS) || !isRefused;
  }

  /** The server has asked for the content. */
  void consent() {
    decision.countDown();
  }

  /** The server has answered, with or without the content. */
  void answered() {
    isRefused = true;
    decision.countDown();
  }

  /** Whether everything has been sent. Waits a moment if not. */
  boolean isDone() {
    try {
      return end.await(END_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Nullable IOException failure() {
    return failure;
  }
}

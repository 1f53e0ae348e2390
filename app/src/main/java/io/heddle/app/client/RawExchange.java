package io.heddle.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are, and writes what comes back, until the server closes the connection. */
final class RawExchange {
  private static final int PIECE_BYTES = 16 << 10;

  private final Link link;
  private final Sink sink;
  private final Timing timing;
  private volatile @Nullable TransferException failure;

  RawExchange(Link link, Sink sink, Timing timing) {
    this.link = link;
    this.sink = sink;
    this.timing = timing;
  }

  /**
   * Sends a file, or stdin if its name is {@code -}.
   *
   * @throws TransferException when it fails, or when nothing has come back
   */
  void run(Path file, InputStream stdin, Deadline deadline) throws TransferException {
    InputStream in = open(file, stdin);
    Thread.ofVirtual().name("sender").start(() -> send(in, file));
    boolean isEmpty = true;
    try {
      byte[] piece = new byte[PIECE_BYTES];
      link.mark(false);
      for (int count = link.read(ByteBuffer.wrap(piece));
          count >= 0;
          count = link.read(ByteBuffer.wrap(piece))) {
        isEmpty = false;
        timing.firstByte(link.marked());
        timing.took(count);
        sink.write(piece, 0, count);
      }
    } catch (TransferException e) {
      throw e;
    } catch (IOException e) {
      if (!deadline.isReached()) {
        throw failed(e);
      }
    }
    timing.ended();
    if (isEmpty) {
      throw deadline.isReached()
          ? new TransferException(ExitStatus.TIMEOUT, "nothing has come back within --max-time")
          : new TransferException(
              ExitStatus.UNANSWERED, "the server closed the connection and sent nothing");
    }
  }

  private static InputStream open(Path file, InputStream stdin) throws TransferException {
    try {
      return file.toString().equals("-") ? stdin : Files.newInputStream(file);
    } catch (IOException e) {
      throw notRead(file, e);
    }
  }

  private static TransferException notRead(Path file, IOException e) {
    return new TransferException(
        ExitStatus.NOT_READ, "cannot read " + file + ": " + FileFault.reason(e), e);
  }

  private TransferException failed(IOException e) {
    TransferException ours = failure;
    return ours != null
        ? ours
        : new TransferException(
            ExitStatus.NOT_RECEIVED, "the connection failed: " + e.getMessage(), e);
  }

  private void send(InputStream in, Path file) {
    byte[] piece = new byte[PIECE_BYTES];
    try (in) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (!send(piece, count)) {
          return;
        }
      }
    } catch (IOException e) {
      failure = notRead(file, e);
      link.abort();
    }
  }

  /** Returns whether the server takes more; why it does not, the reading thread finds out. */
  private boolean send(byte[] piece, int count) {
    try {
      link.write(ByteBuffer.wrap(piece, 0, count));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

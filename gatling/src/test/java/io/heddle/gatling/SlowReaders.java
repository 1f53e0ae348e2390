package io.heddle.gatling;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that request a large response and read it slowly, with a small receive buffer, so that
 * the server soon cannot write any more. After a complete response, each sends the request again on
 * a new connection. Gatling always reads as fast as it can, so these clients are plain sockets on
 * virtual threads.
 *
 * <p>In the end, each reads the rest of its current response as fast as it can. Otherwise the
 * kernels' buffers could hide for a long time that the server has closed the connection.
 */
final class SlowReaders {
  private static final int WINDOW_BYTES = 8 << 10;
  private static final int FAST_PIECE_BYTES = 64 << 10;
  private static final int PIECES_PER_SECOND = 10;
  private static final int MAX_HEAD_BYTES = 8 << 10;
  private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

  private final URI target;
  private final int contentBytes;
  private final int pieceBytes;
  private final Duration pause;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong wholeAnswers = new AtomicLong();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  /** Opens when the clients should read at full speed. */
  private final CountDownLatch ending = new CountDownLatch(1);

  /**
   * Creates readers without starting them.
   *
   * @param target the target of their requests
   * @param contentBytes the size of the response's content
   * @param bytesPerSecond how fast each reader reads
   */
  SlowReaders(URI target, int contentBytes, int bytesPerSecond) {
    this.target = target;
    this.contentBytes = contentBytes;
    this.pieceBytes = Math.clamp(bytesPerSecond / PIECES_PER_SECOND, 1, WINDOW_BYTES);
    this.pause = Duration.ofSeconds(1).multipliedBy(pieceBytes).dividedBy(bytesPerSecond);
  }

  void start(int readers) {
    for (int i = 0; i < readers; i++) {
      threads.add(Thread.ofVirtual().name("slow-reader-" + i).start(this::readOn));
    }
  }

  long bytesRead() {
    return bytesRead.get();
  }

  /** The number of complete responses with the right size. */
  long wholeAnswers() {
    return wholeAnswers.get();
  }

  /** The failures so far, one line per failed reader. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  private void readOn() {
    try {
      do {
        readOnce();
        wholeAnswers.incrementAndGet();
      } while (ending.getCount() > 0);
    } catch (IOException | InterruptedException e) {
      broken.add(e.toString());
    }
  }

  private void readOnce() throws IOException, InterruptedException {
    try (Socket socket = new Socket()) {
      // Set before connecting, because the receive window is negotiated then.
      socket.setReceiveBufferSize(WINDOW_BYTES);
      socket.setSoTimeout((int) MAX_SILENCE.toMillis());
      socket.connect(new InetSocketAddress(target.getHost(), target.getPort()));
      String head =
          "GET %s?%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(target.getPath(), target.getQuery(), target.getAuthority());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = new BufferedInputStream(socket.getInputStream(), pieceBytes);
      readHead(in);
      readContent(socket, in);
    }
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int value = in.read();
      if (value < 0 || head.length() == MAX_HEAD_BYTES) {
        throw new IOException("no head, but: " + head);
      }
      head.append((char) value);
    }
    if (!head.toString().startsWith("HTTP/1.1 200 ")) {
      throw new IOException("not 200, but: " + head.substring(0, head.indexOf("\r\n")));
    }
  }

  private void readContent(Socket socket, InputStream in) throws IOException, InterruptedException {
    byte[] piece = new byte[pieceBytes];
    int left = contentBytes;
    while (left > 0) {
      if (ending.await(pause.toNanos(), TimeUnit.NANOSECONDS) && piece.length < FAST_PIECE_BYTES) {
        piece = new byte[FAST_PIECE_BYTES];
        socket.setReceiveBufferSize(FAST_PIECE_BYTES);
      }
      int count = in.read(piece, 0, Math.min(left, piece.length));
      if (count < 0) {
        throw new IOException("%d of %d bytes are missing".formatted(left, contentBytes));
      }
      left -= count;
      bytesRead.addAndGet(count);
    }
    if (in.read() >= 0) {
      throw new IOException("more than the %d bytes asked for".formatted(contentBytes));
    }
  }

  /** Lets all readers finish their responses at full speed; those that take longer fail. */
  void stop(Duration most) throws InterruptedException {
    ending.countDown();
    long deadline = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
        // Interrupting a virtual thread closes the socket that it reads from.
        thread.interrupt();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}

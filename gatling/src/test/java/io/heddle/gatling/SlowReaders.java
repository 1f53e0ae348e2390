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
 * Clients that ask for much and read it slowly, with a small receive buffer, so that the server
 * soon cannot write on. When one has read all, it asks again on a new connection. Gatling reads as
 * fast as it can, so these are plain sockets, on virtual threads of their own beside its own.
 *
 * <p>In the end each of them reads the answer that it is in the midst of as fast as it can: what
 * the kernels have buffered hides for long that a server has cut it off.
 */
final class SlowReaders {
  private static final int WINDOW_BYTES = 8 << 10;
  private static final int FAST_PIECE_BYTES = 64 << 10;
  private static final int PIECES_PER_SECOND = 10;
  private static final int MOST_HEAD_BYTES = 8 << 10;
  private static final Duration MOST_SILENCE = Duration.ofSeconds(30);

  private final URI target;
  private final int contentBytes;
  private final int pieceBytes;
  private final Duration pause;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong wholeAnswers = new AtomicLong();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  /** Open when nobody shall be slow any longer. */
  private final CountDownLatch ending = new CountDownLatch(1);

  /**
   * Readers that do nothing yet.
   *
   * @param target what they ask for
   * @param contentBytes how long the answer is
   * @param bytesPerSecond how fast each of them reads
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

  /** How many answers have been read to the end, and were as long as they should be. */
  long wholeAnswers() {
    return wholeAnswers.get();
  }

  /** What went wrong so far, a line for each reader that gave up. */
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
      // Before it connects: the window that the server sees is agreed upon then.
      socket.setReceiveBufferSize(WINDOW_BYTES);
      socket.setSoTimeout((int) MOST_SILENCE.toMillis());
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
      int octet = in.read();
      if (octet < 0 || head.length() == MOST_HEAD_BYTES) {
        throw new IOException("no head, but: " + head);
      }
      head.append((char) octet);
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

  /**
   * Lets all of them read their answers to the end, at full speed; whoever takes longer gives up.
   */
  void stop(Duration most) throws InterruptedException {
    ending.countDown();
    long deadline = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
        // On a virtual thread this closes the socket that it reads from.
        thread.interrupt();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}

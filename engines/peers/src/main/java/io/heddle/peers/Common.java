package io.heddle.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is the same for all servers. */
final class Common {
  static final String HOST = "127.0.0.1";
  static final int BACKLOG = 4096;
  static final int MAX_CONNECTIONS = 100_000;
  static final Duration IDLE = Duration.ofMinutes(10);

  /** Threads for handlers that block, where the library has no default for them. */
  static final int BLOCKING_THREADS = 16;

  private static final String GREETING = "Hello, World!";

  private Common() {}

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }

  /** One event loop per processor that this process may use. */
  static int loops() {
    return Runtime.getRuntime().availableProcessors();
  }

  static byte[] plaintext() {
    return GREETING.getBytes(StandardCharsets.US_ASCII);
  }

  /** The JSON text, written again for each request. */
  static byte[] json() {
    return ("{\"message\":\"" + GREETING + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  /** Sleeps as long as the query says, such as {@code ms=20}. */
  static void sleep(String query) {
    try {
      Thread.sleep(millis(query));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int millis(String query) {
    return Integer.parseInt(query.substring(query.indexOf("ms=") + 3));
  }
}

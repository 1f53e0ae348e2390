package io.heddle.peers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program: starts one server on a port of 127.0.0.1, and ends when it is killed. */
public final class Peer {
  private Peer() {}

  /**
   * Runs the program.
   *
   * @param words the name of the server, the port, and the folder of the files; for TLS also its
   *     port, and the files of the certificate and of the key
   */
  public static void main(String... words) throws Exception {
    int port = Integer.parseInt(words[1]);
    Path files = Path.of(words[2]);
    @Nullable Tls tls =
        words.length > 3
            ? new Tls(Integer.parseInt(words[3]), Path.of(words[4]), Path.of(words[5]))
            : null;
    switch (words[0]) {
      case "netty-nio" -> NettyServer.start(false, port, files, tls);
      case "netty-epoll" -> NettyServer.start(true, port, files, tls);
      case "undertow" -> UndertowServer.start(port, files);
      case "helidon" -> HelidonServer.start(port, files);
      case "jetty" -> JettyServer.start(port, files);
      case "tomcat" -> TomcatServer.start(port, files);
      case "minimal-loop" -> MinimalLoop.start(port);
      case "minimal-vthreads" -> MinimalVthreads.start(port);
      default -> throw new IllegalArgumentException("no such server: " + words[0]);
    }
    Thread.currentThread().join();
  }
}

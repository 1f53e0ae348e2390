package io.heddle.peers;

import java.nio.file.Path;

/** The program: starts one server on a port of 127.0.0.1, and ends when it is killed. */
public final class Peer {
  private Peer() {}

  /**
   * Runs the program.
   *
   * @param words the name of the server, the port, and the folder of the files
   */
  public static void main(String... words) throws Exception {
    int port = Integer.parseInt(words[1]);
    Path files = Path.of(words[2]);
    switch (words[0]) {
      case "netty-nio" -> NettyServer.start(false, port, files);
      case "netty-epoll" -> NettyServer.start(true, port, files);
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

package io.heddle.app;

import java.io.IOException;

/**
 * The server as a child of another process: it ends when its standard input does, so it never
 * outlives its parent, even if that is killed.
 */
public final class LinkedServer {
  private static final int PARENT_ENDED = 0;

  private LinkedServer() {}

  /** Runs the program with the arguments of the server. */
  public static void main(String... words) {
    Thread.ofPlatform().name("parent").daemon().start(LinkedServer::awaitParent);
    Main.main(words);
  }

  private static void awaitParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent sends nothing, but it might
      }
    } catch (IOException _) {
      // the same as the end
    }
    Runtime.getRuntime().halt(PARENT_ENDED);
  }
}

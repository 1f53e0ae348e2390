package io.heddle.grafana;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Repeats an action of a client until its thread is interrupted. */
final class Turns {
  private Turns() {}

  /** The action. */
  interface Turn {
    void run() throws IOException, InterruptedException;
  }

  /** Starts repeating it on a new thread. */
  static Thread repeat(Turn turn) {
    return Thread.ofVirtual().start(() -> run(turn));
  }

  /** Repeats it on this thread. */
  static void run(Turn turn) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          turn.run();
        } catch (IOException e) {
          // The server closed or rejected the connection, which some of the traffic intends.
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

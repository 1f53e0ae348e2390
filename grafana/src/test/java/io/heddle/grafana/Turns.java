package io.heddle.grafana;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a client does again and again until its thread is interrupted. */
final class Turns {
  private Turns() {}

  /** One time of it. */
  interface Turn {
    void run() throws IOException, InterruptedException;
  }

  /** Begins it on a thread of its own. */
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
          // The server has closed or refused it, which is what some of the traffic is for.
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The start of an engine: only once, and completely or not at all. */
class StartTest {
  @EachEngine
  void aSecondOneIsRefusedAndHarmsNothing(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      Bystanders.areAnswered(server, "before");
      List<String> threads = Threads.alive();
      int descriptors = Descriptors.count();
      assertThatThrownBy(() -> server.engine().start()).isInstanceOf(IllegalStateException.class);
      Descriptors.awaitAtMost(descriptors);
      Threads.awaitNoMoreThan(threads);
      Bystanders.areAnswered(server, "after a second start");
    }
  }

  @EachEngine
  void oneAfterTheEndIsRefused(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      server.stop(Duration.ofSeconds(5));
      List<String> threads = Threads.alive();
      int descriptors = Descriptors.count();
      assertThatThrownBy(() -> server.engine().start()).isInstanceOf(IllegalStateException.class);
      Descriptors.awaitAtMost(descriptors);
      Threads.awaitNoMoreThan(threads);
    }
  }

  @EachEngine
  void oneThatFailsWithoutThreadsLeavesNothingBehind(Variant engine) throws IOException {
    for (int threadsLeft = 0; threadsLeft < 2; threadsLeft++) {
      try (JavaProcess process =
          new JavaProcess(
              "-v 40000000",
              List.of("-Xlog:disable", "-Xss1g", "-Xmx64m", "-XX:ReservedCodeCacheSize=32m"),
              Main.class,
              engine.name(),
              String.valueOf(threadsLeft))) {
        assertThat(process.readLine())
            .as("a start with threads for %d of its own", threadsLeft)
            .isIn("nothing is left", "it has started");
      }
    }
  }

  /** The program of the process. Its threads have such large stacks that only a few can start. */
  static final class Main {
    private static final CountDownLatch END = new CountDownLatch(1);

    private Main() {}

    public static void main(String[] args) throws Exception {
      try (Server warm = Variant.valueOf(args[0]).server().start()) {
        Bystanders.areAnswered(warm, "at first");
      }
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      List<String> threads = Threads.alive();
      int descriptors = Descriptors.count();
      Deque<Thread> fillers = fill();
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        Thread last = fillers.removeLast();
        last.interrupt();
        last.join();
      }
      String outcome;
      try (Server _ = Variant.valueOf(args[0]).server().loops(4).port(port).start()) {
        outcome = "it has started";
      } catch (IOException | Error expected) {
        outcome = null;
      }
      END.countDown();
      for (Thread filler : fillers) {
        filler.join();
      }
      System.out.println(outcome == null ? leftBehind(threads, descriptors, port) : outcome);
      System.exit(0);
    }

    /** Starts threads until no more can be started. */
    private static Deque<Thread> fill() {
      Deque<Thread> fillers = new ArrayDeque<>();
      try {
        while (true) {
          Thread filler = new Thread(Main::awaitEnd, "background");
          filler.start();
          fillers.add(filler);
        }
      } catch (OutOfMemoryError expected) {
        return fillers;
      }
    }

    private static void awaitEnd() {
      try {
        END.await();
      } catch (InterruptedException e) {
        // this one must end before the others
      }
    }

    private static String leftBehind(List<String> threads, int descriptors, int port) {
      try {
        Descriptors.awaitAtMost(descriptors);
        Threads.awaitNoMoreThan(threads);
        try (ServerSocket again = new ServerSocket()) {
          again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        return "nothing is left";
      } catch (Exception | Error e) {
        return e + ", with " + Threads.alive();
      }
    }
  }
}

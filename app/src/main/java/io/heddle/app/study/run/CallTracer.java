package io.heddle.app.study.run;

import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.SystemCalls;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts a server's system calls with strace. It is attached while the server is idle, before the
 * load starts and until it has ended, so both the calls and the requests are complete. It makes the
 * server much slower: nothing but counts can be used.
 */
final class CallTracer {
  private static final String STRACE = "strace";
  private static final long MAX_SECONDS = 10;
  private static final long LOOK_MILLIS = 10;

  // the columns of strace's summary
  private static final int CALLS = 3;
  private static final int MIN_COLUMNS = 5;

  private final Children children;

  CallTracer(Children children) {
    this.children = children;
  }

  /** Whether there is a strace. */
  static boolean isAvailable() {
    return Placement.isOnPath(STRACE);
  }

  /**
   * Loads a server and counts its calls.
   *
   * @throws MeasurementException if strace must not attach
   */
  SystemCalls count(Session session, ServerProcess server, Place place, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    Path messages = Files.createTempFile("heddle-study", ".err");
    Path summary = Files.createTempFile("heddle-study", ".calls");
    double before = requests(server);
    Process strace = children.start(builder(server, messages, summary));
    try {
      awaitAttached(strace, messages);
      session.run(load, timing);
      strace.destroy();
      if (!strace.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw MeasurementException.ofStudy("strace did not end");
      }
      long requests = Math.round(requests(server) - before);
      if (requests < 1) {
        throw MeasurementException.ofStudy("the server answered nothing while strace was attached");
      }
      return new SystemCalls(place, requests, read(Files.readAllLines(summary)));
    } finally {
      children.end(strace);
      Files.deleteIfExists(messages);
      Files.deleteIfExists(summary);
    }
  }

  private static ProcessBuilder builder(ServerProcess server, Path messages, Path summary) {
    String pid = Long.toString(server.pid());
    return new ProcessBuilder(STRACE, "-f", "-c", "-o", summary.toString(), "-p", pid)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(messages.toFile());
  }

  private static double requests(ServerProcess server) throws IOException, MeasurementException {
    return AdminPages.sum(server.admin().metrics(), Counters.REQUESTS);
  }

  private static void awaitAttached(Process strace, Path messages)
      throws IOException, MeasurementException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (!Files.readString(messages).contains(" attached")) {
      if (!strace.isAlive()) {
        throw MeasurementException.ofStudy(refusal(Files.readAllLines(messages)));
      }
      if (System.nanoTime() - end > 0) {
        throw MeasurementException.ofStudy("strace did not attach within " + MAX_SECONDS + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Why strace did not attach, without the number of the process. */
  static String refusal(List<String> messages) {
    String first = messages.isEmpty() ? "it printed nothing" : messages.getFirst();
    return "strace cannot attach to the server: "
        + first.substring(first.lastIndexOf(": ") + 1).strip();
  }

  /** Reads strace's summary: how often each call was made. */
  static Map<String, Long> read(List<String> summary) {
    Map<String, Long> calls = new TreeMap<>();
    for (String line : summary) {
      String[] words = line.strip().split("\\s+", -1);
      boolean isRow = words.length >= MIN_COLUMNS && words[CALLS].matches("\\d+");
      String name = words[words.length - 1];
      if (isRow && !name.equals("total")) {
        calls.put(name, Long.parseLong(words[CALLS]));
      }
    }
    return calls;
  }
}

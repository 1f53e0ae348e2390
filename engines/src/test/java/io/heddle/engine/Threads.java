package io.heddle.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The live threads of this process, including virtual ones. */
final class Threads {
  /** Threads that the JVM starts for virtual threads and keeps, and threads of tests. */
  private static final String NOT_OURS =
      "#\\d+ \"(ForkJoinPool-.*|VirtualThread-.*|Read-Poller|Write-Poller|background.*)\".*";

  private Threads() {}

  /** The live threads of servers and anything else that keeps running, one line each. */
  static List<String> alive() {
    HotSpotDiagnosticMXBean diagnostics =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      Path directory = Files.createTempDirectory("heddle");
      Path dump = directory.resolve("threads.txt");
      try {
        diagnostics.dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream()
            .filter(line -> line.startsWith("#") && !line.matches(NOT_OURS))
            .toList();
      } finally {
        Files.deleteIfExists(dump);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until no threads except these are alive. */
  static void awaitNoMoreThan(List<String> before) {
    Await.until("no thread is left behind", () -> alive().size() <= before.size());
  }
}

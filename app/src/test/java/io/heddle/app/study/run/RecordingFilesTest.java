package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small recording of this JVM, which computes, allocates, waits for a lock and collects. */
final class RecordingFilesTest {
  private static final Place PLACE = new Place("tiny", "connections=64", "vthreads");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long BURNT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final double CPU_SECONDS = 60;

  @TempDir private static Path folder;
  private static Path file;
  private static Instant start;
  private static Instant end;

  /** Keeps the compiler from removing what is computed. */
  private static final AtomicLong RESULT = new AtomicLong();

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    file = folder.resolve("test.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.CPUTimeSample").with("throttle", "2ms").withStackTrace();
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ofMillis(1));
      recording.enable("jdk.GarbageCollection");
      recording.enable("jdk.GCCPUTime");
      recording.start();
      start = Instant.now();
      burn();
      waitForALock();
      System.gc();
      end = Instant.now();
      recording.stop();
      recording.dump(file);
    }
  }

  /** Computes until this thread has had its CPU time, however long it waits for a processor. */
  private static void burn() {
    long until = THREADS.getCurrentThreadCpuTime() + BURNT_NANOS;
    long sum = 0;
    while (THREADS.getCurrentThreadCpuTime() < until) {
      byte[] bytes = new byte[10_000];
      for (int i = 0; i < bytes.length; i++) {
        sum += bytes[i] ^ i;
      }
    }
    RESULT.set(sum);
  }

  private static void waitForALock() throws InterruptedException {
    Object lock = new Object();
    Thread waiter;
    synchronized (lock) {
      waiter = Thread.ofPlatform().start(() -> enter(lock));
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.sleep(1);
      }
      Thread.sleep(100);
    }
    waiter.join();
  }

  private static void enter(Object lock) {
    synchronized (lock) {
      RESULT.incrementAndGet();
    }
  }

  private static Recording read(Instant from, Instant to) throws IOException {
    return RecordingFiles.read(file, PLACE, new RecordedLoad(from, to, 500, CPU_SECONDS, 0.5, 2));
  }

  @Test
  void theMethodThatComputesIsAtTheTop() throws IOException {
    Recording recording = read(start, end);
    assertThat(recording.samples()).isGreaterThan(10);
    String method = RecordingFilesTest.class.getName() + ".burn";
    assertThat(recording.frames().getFirst().method()).isEqualTo(method);
    assertThat(recording.frames().getFirst().seconds()).isBetween(0.05, 5.0);
    assertThat(recording.frames()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void activitiesAddUpToTheCpuTimeOfTheProcess() throws IOException {
    Recording recording = read(start, end);
    double sum = recording.activities().values().stream().mapToDouble(d -> d).sum();
    assertThat(sum).isCloseTo(CPU_SECONDS, within(1e-9));
    assertThat(recording.share(Activity.JVM)).isBetween(0.5, 0.999);
    assertThat(recording.cpuPerRequest()).isCloseTo(CPU_SECONDS / 500, within(1e-9));
  }

  @Test
  void allocationIsThatOfClasses() throws IOException {
    List<Recording.Allocation> allocations = read(start, end).allocations();
    assertThat(allocations.getFirst().type()).isEqualTo("byte[]");
    assertThat(allocations.getFirst().share()).isBetween(0.5, 1.0);
    assertThat(allocations).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void waitsAndCollectionsAreCounted() throws IOException {
    Recording recording = read(start, end);
    assertThat(recording.monitors().count()).isPositive();
    assertThat(recording.monitors().seconds()).isGreaterThan(0.03);
    assertThat(recording.collections().count()).isPositive();
    assertThat(recording.pinned()).isEqualTo(new Recording.Waits(0, 0));
  }

  @Test
  void whatIsNotWithinTheLoadDoesNotCount() throws IOException {
    Recording recording = read(start.minusSeconds(120), start.minusSeconds(60));
    assertThat(recording.samples()).isZero();
    assertThat(recording.frames()).isEmpty();
    assertThat(recording.collections().count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"[B, byte[]", "[[J, long[][]", "[Ljava.lang.String;, java.lang.String[]", "a.B, a.B"})
  void classesHaveTheirNamesInSource(String name, String source) {
    assertThat(RecordingFiles.typeName(name)).isEqualTo(source);
  }
}

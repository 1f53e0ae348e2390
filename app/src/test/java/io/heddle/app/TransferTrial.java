package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large transfers and many ranges on every engine. This takes two minutes and 6 GiB of disk, and
 * needs a quiet machine, so it is only run by the Maven profile {@code transfer-trial}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TransferTrial {
  private static final long GIB = 1L << 30;
  private static final long DOWNLOAD_BYTES = 2 * GIB;
  private static final long UPLOAD_BYTES = GIB;
  private static final int DOWNLOADS = 8;
  private static final int UPLOADS = 4;

  /** How long a small request may take while transfers keep all processors busy. */
  private static final long MAX_SECONDS = 1;

  private static final int RANGED_BYTES = 64 << 20;
  private static final int RANGE_BYTES = 1 << 10;
  private static final int RANGE_CLIENTS = 8;
  private static final int RANGES_PER_SECOND = 10_000;
  private static final long SECONDS = 5;

  @TempDir Path root;
  @TempDir Path store;

  /** Runs all at once, and returns when all have ended. */
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<T>> ends = tasks.stream().map(threads::submit).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> end : ends) {
        results.add(end.get());
      }
      return results;
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(value = Variant.class, mode = EnumSource.Mode.EXCLUDE, names = "EPOLL_POOL")
  void smallRequestsStayFastNextToLargeTransfers(Variant variant) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
      file.setLength(DOWNLOAD_BYTES);
    }
    Program.Start start = new Program.Start().jvm("-Xmx128m");
    try (Program program =
        start.run(variant.words("--root=" + root, "--files=" + store, "--demo"))) {
      int port = program.port();
      AtomicBoolean isOver = new AtomicBoolean();
      try (ExecutorService prober = Executors.newSingleThreadExecutor()) {
        Future<Histogram> pings = prober.submit(() -> ping(port, isOver));
        long began = System.nanoTime();
        try {
          assertThat(together(transfers(port))).containsOnly(DOWNLOAD_BYTES, UPLOAD_BYTES);
        } finally {
          isOver.set(true);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Histogram micros = pings.get();
        System.out.printf(
            Locale.ROOT,
            "%s: %d x 2 GiB down and %d x 1 GiB up in %.1f s; /ping: p50 %d us, p99 %d us, max %d us%n",
            variant,
            DOWNLOADS,
            UPLOADS,
            seconds,
            micros.getValueAtPercentile(50),
            micros.getValueAtPercentile(99),
            micros.getMaxValue());
        assertThat(micros.getTotalCount()).as("small requests").isGreaterThan(10);
        assertThat(micros.getMaxValue())
            .as("the slowest small request, in us")
            .isLessThan(TimeUnit.SECONDS.toMicros(MAX_SECONDS));
      }
      assertThat(program.errors()).isEmpty();
    }
  }

  private List<Callable<Long>> transfers(int port) {
    List<Callable<Long>> transfers = new ArrayList<>();
    IntStream.range(0, DOWNLOADS).forEach(_ -> transfers.add(() -> download(port)));
    IntStream.range(0, UPLOADS).forEach(i -> transfers.add(() -> upload(port, "up-" + i)));
    return transfers;
  }

  private static long download(int port) throws IOException {
    try (Client client = new Client(port)) {
      assertThat(client.ask("GET /large", "Connection: close").readHead().status()).isEqualTo(200);
      byte[] buffer = new byte[256 << 10];
      long bytes = 0;
      for (int count = client.read(buffer); count >= 0; count = client.read(buffer)) {
        bytes += count;
      }
      return bytes;
    }
  }

  /** Uploads a file; returns how long the stored one is. */
  private long upload(int port, String name) throws IOException {
    byte[] piece = new byte[256 << 10];
    try (Client client = new Client(port)) {
      client.ask("PUT /files/" + name, "Content-Length: " + UPLOAD_BYTES);
      for (long sent = 0; sent < UPLOAD_BYTES; sent += piece.length) {
        client.send(piece);
      }
      assertThat(client.read().status()).isEqualTo(201);
    }
    return Files.size(store.resolve(name));
  }

  /** Makes a small request now and then; returns how long each took, in microseconds. */
  private static Histogram ping(int port, AtomicBoolean isOver) throws Exception {
    Histogram micros = new Histogram(3);
    try (Client client = new Client(port)) {
      while (!isOver.get()) {
        long began = System.nanoTime();
        assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
        Thread.sleep(10);
      }
    }
    return micros;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(value = Variant.class, mode = EnumSource.Mode.EXCLUDE, names = "EPOLL_POOL")
  void oneFileIsAskedForTenThousandRangesASecond(Variant variant) throws Exception {
    byte[] content = new byte[RANGED_BYTES];
    new Random(1).nextBytes(content);
    Files.write(root.resolve("ranged"), content);
    try (Program program = Program.run(variant.words("--root=" + root))) {
      int port = program.port();
      ask(port, content); // warms up
      long ranges = ask(port, content);
      System.out.printf(
          Locale.ROOT, "%s: %,d ranges a second over one file%n", variant, ranges / SECONDS);
      assertThat(ranges / SECONDS).isGreaterThan(RANGES_PER_SECOND);
      assertThat(program.errors()).isEmpty();
    }
  }

  /** Asks for ranges on several connections; returns how many were right. */
  private static long ask(int port, byte[] content) throws Exception {
    List<Callable<Long>> clients =
        IntStream.range(0, RANGE_CLIENTS)
            .<Callable<Long>>mapToObj(seed -> () -> askAlone(port, content, seed))
            .toList();
    return together(clients).stream().mapToLong(Long::longValue).sum();
  }

  private static long askAlone(int port, byte[] content, int seed) throws IOException {
    Random random = new Random(seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long count = 0;
    try (Client client = new Client(port)) {
      while (System.nanoTime() < end) {
        int from = random.nextInt(content.length - RANGE_BYTES);
        int to = from + RANGE_BYTES;
        Reply reply = client.ask("GET /ranged", "Range: bytes=" + from + "-" + (to - 1)).read();
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
        count++;
      }
    }
    return count;
  }
}

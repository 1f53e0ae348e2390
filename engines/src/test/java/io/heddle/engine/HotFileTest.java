package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files that are in memory need no worker; those that are not do not stop a loop. */
class HotFileTest {
  private static final int SIZE = 3_000_000;

  @TempDir private static Path folder;

  /** All of them are written at once, because the cache keeps no file that has just changed. */
  @BeforeAll
  static void writeFiles() throws IOException, InterruptedException {
    make("small", 1_000);
    make("large", SIZE);
    for (Variant engine : Variant.values()) {
      make("changing-" + engine, SIZE);
    }
    Thread.sleep(2_500);
  }

  private static Path make(String name, int size) throws IOException {
    return Files.write(folder.resolve(name), Pattern.bytes(size));
  }

  @EachEngine
  void aFileThatIsServedOftenNeedsNoWorker(Variant engine) throws IOException {
    StaticFiles files = files();
    Setup setup = engine.server().route("/small", files).route("/large", files);
    try (Server server = setup.start();
        Client client = server.connect()) {
      assertThat(client.get("/small").read().body()).isEqualTo(Pattern.bytes(1_000));
      assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      double calls = server.meter("heddle.worker.calls");
      long began = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/small").read().body()).isEqualTo(Pattern.bytes(1_000));
        assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      }
      // A worker checks each of the two files every second.
      long checks = 2 * (1 + Duration.ofNanos(System.nanoTime() - began).toSeconds());
      assertThat(server.meter("heddle.worker.calls") - calls)
          .as("calls")
          .isBetween(0.0, checks * 1.0);
    }
  }

  @EachEngine
  void aWorkerChecksAFileAfterASecondAndOpensItIfItHasChanged(Variant engine)
      throws IOException, InterruptedException {
    String path = "/changing-" + engine;
    Path file = folder.resolve(path.substring(1));
    try (Server server = engine.server().route(path, files()).start();
        Client client = server.connect()) {
      assertThat(client.get(path).read().body()).isEqualTo(Pattern.bytes(SIZE));
      byte[] changed = new byte[SIZE];
      Path next = Files.write(folder.resolve("next"), changed);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      double calls = server.meter("heddle.worker.calls");
      Thread.sleep(FileCache.MAX_STALE.toMillis() + 50);
      assertThat(client.get(path).read().body()).isEqualTo(changed);
      if (engine.hasLoops()) {
        assertThat(server.meter("heddle.worker.calls")).as("calls").isGreaterThan(calls);
      }
    }
  }

  /** The file is still in the cache, and open, but its pages have to come from the disk. */
  @EachEngine
  void aWorkerReadsPagesThatWereEvicted(Variant engine) throws Throwable {
    Path file = folder.resolve("large");
    try (Server server = engine.server().route("/large", files()).start();
        Client client = server.connect()) {
      assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      double calls = server.meter("heddle.worker.calls");
      int times = 5;
      for (int i = 0; i < times; i++) {
        // On a file system in memory, nothing is ever cold.
        assumeTrue(PageCache.evict(file), "the file system of " + folder + " evicts nothing");
        assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      }
      if (engine.hasLoops()) {
        // At least for the first part; the kernel may read ahead of the others.
        assertThat(server.meter("heddle.worker.calls") - calls)
            .as("calls")
            .isGreaterThanOrEqualTo(times);
      }
      Bystanders.areAnswered(server, "after a cold file");
    }
  }

  private StaticFiles files() throws IOException {
    return new StaticFiles(
        StaticFilesConfig.of(folder).withCache(new FileCache(10 << 20, 100)),
        InstantSource.system());
  }

  @EachEngine
  void aFileThatIsNotInMemoryArrivesWhole(Variant engine) throws IOException {
    Path file = make("cold", SIZE);
    AtomicInteger asked = new AtomicInteger();
    Handler handler =
        Handler.immediate(
            _ -> {
              FileChannel channel = FileChannel.open(file);
              // only the first part is in memory
              Body.Residency residency =
                  (position, _) -> {
                    asked.incrementAndGet();
                    return position == 0;
                  };
              return Response.ok(
                  MediaType.BINARY, new Body.Region(channel, 0, SIZE, channel, residency));
            });
    try (Server server = engine.server().route("/cold", handler).start();
        Client client = server.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/cold").read().body()).isEqualTo(Pattern.bytes(SIZE));
      }
      if (engine.hasLoops()) {
        assertThat(asked.get()).isGreaterThan(10);
        assertThat(server.meter("heddle.worker.calls")).isGreaterThan(10);
      }
      Bystanders.areAnswered(server, "after cold files");
    }
  }
}

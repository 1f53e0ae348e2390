package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** Files that are in memory need no worker; those that are not do not stop a loop. */
class HotFileTest {
  private static final int SIZE = 3_000_000;

  @TempDir Path folder;

  private Path make(String name, int size) throws IOException {
    return Files.write(folder.resolve(name), Pattern.bytes(size));
  }

  @EachEngine
  void aFileThatIsServedOftenNeedsNoWorker(Variant engine)
      throws IOException, InterruptedException {
    make("small", 1_000);
    make("large", SIZE);
    // The cache keeps no file that has just changed.
    Thread.sleep(2_500);
    StaticFiles files =
        new StaticFiles(
            StaticFilesConfig.of(folder).withCache(new FileCache(10 << 20, 100)),
            InstantSource.system());
    Setup setup = engine.server().route("/small", files).route("/large", files);
    try (Server server = setup.start();
        Client client = server.connect()) {
      assertThat(client.get("/small").read().body()).isEqualTo(Pattern.bytes(1_000));
      assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      double calls = server.meter("heddle.worker.calls");
      for (int i = 0; i < 20; i++) {
        assertThat(client.get("/small").read().body()).isEqualTo(Pattern.bytes(1_000));
        assertThat(client.get("/large").read().body()).isEqualTo(Pattern.bytes(SIZE));
      }
      assertThat(server.meter("heddle.worker.calls")).as("calls of workers").isEqualTo(calls);
    }
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

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The page of an application that does its own routing. */
class FallbackTest {
  @TempDir Path folder;

  private Setup setup(Variant engine) throws IOException {
    Files.writeString(folder.resolve("app.html"), "app");
    // to this clock, the files have not just changed
    InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));
    StaticFiles files =
        new StaticFiles(
            StaticFilesConfig.of(folder)
                .withCache(new FileCache(1 << 20, 100))
                .withFallback("/app.html"),
            clock);
    return engine.server().route("/films", files);
  }

  @EachEngine
  void needsNoWorkerIfItIsAskedForOften(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      assertThat(client.get("/films").read().text()).isEqualTo("app");
      double calls = server.meter("heddle.worker.calls");
      for (int i = 0; i < 20; i++) {
        Reply reply = client.get("/films").read();
        assertThat(reply.text()).isEqualTo("app");
        assertThat(reply.field("Vary")).contains("Accept");
      }
      // each second, a worker looks at the disk
      assertThat(server.meter("heddle.worker.calls")).isLessThan(calls + 10);
      Reply data =
          client.send("GET /films HTTP/1.1\nHost: test\nAccept: application/json\n\n").read();
      assertThat(data.status()).isEqualTo(404);
    }
  }

  @EachEngine
  void endsWhenAFileAppears(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      assertThat(client.get("/films").read().text()).isEqualTo("app");
      Files.writeString(folder.resolve("films"), "films");
      Await.pause(FileCache.MAX_STALE.plusMillis(100));
      assertThat(client.get("/films").read().text()).isEqualTo("films");
    }
  }
}

package io.heddle.engine;

import static io.heddle.engine.CodedFiles.LARGE;
import static io.heddle.engine.CodedFiles.assertPlain;
import static io.heddle.engine.CodedFiles.gzip;
import static io.heddle.engine.CodedFiles.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** Files that were compressed before, and are served in place of the original. */
class PrecompressedTest {
  @TempDir Path folder;

  private Setup setup(Variant engine) throws IOException {
    return new CodedFiles(folder).serve(engine);
  }

  @EachEngine
  void precompressedFilesAreNegotiated(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (int round = 0; round < 3; round++) {
        client.send(
            request("GET /app.js", "Accept-Encoding: gzip, br")
                + gzip("/app.js")
                + request("GET /app.js", "Accept-Encoding: br;q=0.1, gzip;q=0")
                + request("GET /app.js")
                + gzip("/app.js", "Range: bytes=5-9")
                + request("GET /ping"));
        Reply best = client.read();
        assertThat(best.field("Content-Encoding")).contains("br");
        assertThat(best.field("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(best.text()).isEqualTo("brotli");
        Reply large = client.read();
        assertThat(large.field("Content-Encoding")).contains("gzip");
        assertThat(large.text()).as("not compressed again").isEqualTo(LARGE);
        assertThat(client.read().text()).isEqualTo("brotli");
        assertPlain(client.read(), "plain");
        Reply part = client.read();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.field("Content-Encoding")).contains("gzip");
        assertThat(part.text()).isEqualTo(LARGE.substring(5, 10));
        assertThat(client.read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void everyFormIsFoundAndNoClientIsRefused(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Files.writeString(folder.resolve("app.js.zst"), "zstandard");
      String[][] accepted = {
        {"zstd, gzip", "zstandard"},
        {"zstd, br", "brotli"},
        {"br;q=0.5, zstd", "zstandard"},
        {"*", "brotli"},
        {"*, br;q=0", "zstandard"},
        {"zstd, *;q=0", "zstandard"},
        {"gzip, identity;q=0", LARGE},
        {"identity;q=0", "plain"},
        {"*;q=0", "plain"},
        {"identity", "plain"},
      };
      for (int round = 0; round < 2; round++) {
        for (String[] pair : accepted) {
          Reply reply = client.send(request("GET /app.js", "Accept-Encoding: " + pair[0])).read();
          assertThat(reply.text()).as(pair[0]).isEqualTo(pair[1]);
          assertThat(reply.field("Content-Encoding").isPresent())
              .isEqualTo(!pair[1].equals("plain"));
        }
      }
    }
  }

  /** The clock stands still, because a worker would look at the files again after a second. */
  @EachEngine
  void hotFormsNeedNoWorker(Variant engine) throws IOException {
    InstantSource clock = InstantSource.fixed(CodedFiles.CLOCK.instant());
    try (Server server = new CodedFiles(folder).serve(engine, clock).start();
        Client client = server.connect()) {
      String requests =
          request("GET /app.js", "Accept-Encoding: br")
              + gzip("/app.js")
              + request("GET /app.js")
              + gzip("/small.txt")
              + gzip("/medium.txt");
      client.send(requests);
      for (int i = 0; i < 5; i++) {
        assertThat(client.read().status()).isEqualTo(200);
      }
      double calls = server.meter("heddle.worker.calls");
      for (int round = 0; round < 20; round++) {
        client.send(requests);
        for (int i = 0; i < 5; i++) {
          assertThat(client.read().status()).isEqualTo(200);
        }
      }
      assertThat(server.meter("heddle.worker.calls")).as("calls of workers").isEqualTo(calls);
    }
  }

  @EachEngine
  void aFormThatIsRemovedIsServedNoLonger(Variant engine) throws IOException, InterruptedException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      String any = request("GET /app.js", "Accept-Encoding: gzip, br");
      assertThat(client.send(any).read().text()).isEqualTo("brotli");
      Files.delete(folder.resolve("app.js.br"));
      Thread.sleep(FileCache.MAX_STALE.plusMillis(100));
      assertThat(client.send(any).read().text()).isEqualTo(LARGE);
      Files.delete(folder.resolve("app.js.gz"));
      Thread.sleep(FileCache.MAX_STALE.plusMillis(100));
      assertThat(client.send(any).read().text()).isEqualTo("plain");
    }
  }
}

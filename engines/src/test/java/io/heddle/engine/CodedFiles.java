package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.Compression;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Handler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Files that are served in several codings, requests for them, and checks of the responses. */
final class CodedFiles {
  static final String SMALL = text(5_000);
  static final String LARGE = text(3_000_000);

  /** To this clock, the files have not just changed. */
  static final InstantSource CLOCK =
      InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

  private final Path folder;
  private final Compression compression = new Compression(6, 1_024);

  CodedFiles(Path folder) {
    this.folder = folder;
  }

  /** Words that compress to about a third. */
  private static String text(int bytes) {
    Random random = new Random(bytes);
    StringBuilder text = new StringBuilder(bytes + 10);
    while (text.length() < bytes) {
      text.append(Integer.toString(1_000_000 + random.nextInt(500), 26)).append(' ');
    }
    return text.substring(0, bytes);
  }

  /** A server for these files. */
  Setup serve(Variant engine) throws IOException {
    return serve(engine, CLOCK);
  }

  /**
   * A server for these files.
   *
   * @param clock tells it how long ago it has looked at a file
   */
  Setup serve(Variant engine, InstantSource clock) throws IOException {
    Files.writeString(folder.resolve("small.txt"), SMALL);
    Files.writeString(folder.resolve("medium.txt"), LARGE.substring(0, 100_000));
    Files.writeString(folder.resolve("large.txt"), LARGE);
    Files.writeString(folder.resolve("app.js"), "plain");
    Files.writeString(folder.resolve("app.js.br"), "brotli");
    Files.writeString(folder.resolve("app.js.gz"), LARGE);
    Handler files =
        new StaticFiles(
            StaticFilesConfig.of(folder)
                .withCache(new FileCache(10 << 20, 100))
                .withPrecompressed(true),
            clock);
    return engine
        .server()
        .route("/small.txt", coded(files))
        .route("/medium.txt", coded(files))
        .route("/large.txt", coded(files))
        .route("/app.js", coded(files));
  }

  /** The handler with the filters of a site. */
  Handler coded(Handler handler) {
    return handler
        .with(compression)
        .with(new ConditionalRequests(CLOCK))
        .with(new ByteRanges(CLOCK));
  }

  static String request(String line, String... fields) {
    String head = line + " HTTP/1.1\nHost: test\n";
    return fields.length == 0 ? head + "\n" : head + String.join("\n", fields) + "\n\n";
  }

  static String gzip(String path, String... fields) {
    return request("GET " + path, fields)
        .replace("Host: test\n", "Host: test\nAccept-Encoding: gzip\n");
  }

  static void assertGzip(Reply reply, String text) throws IOException {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Encoding")).contains("gzip");
    assertThat(reply.field("Vary")).contains("Accept-Encoding");
    assertThat(reply.body().length).isLessThan(text.length() / 2);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  static void assertPlain(Reply reply, String text) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Encoding")).isEmpty();
    assertThat(reply.field("Vary")).contains("Accept-Encoding");
    assertThat(reply.text()).isEqualTo(text);
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Handler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** Conditions and ranges of files: a small one, which is kept in memory, and a large one. */
class RangesTest {
  private static final int SMALL = 1_000;
  private static final int LARGE = 3_000_000;

  /** To this clock, the files have not just changed. */
  private static final InstantSource CLOCK =
      InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

  @TempDir Path folder;

  private Setup setup(Variant engine, FileCache cache, InstantSource clock) throws IOException {
    Files.write(folder.resolve("small"), Pattern.bytes(SMALL));
    Files.write(folder.resolve("large"), Pattern.bytes(LARGE));
    Files.write(folder.resolve("empty"), new byte[0]);
    Handler files =
        new StaticFiles(StaticFilesConfig.of(folder).withCache(cache), clock)
            .with(new ConditionalRequests(clock))
            .with(new ByteRanges(clock));
    return engine.server().route("/small", files).route("/large", files).route("/empty", files);
  }

  private Setup setup(Variant engine) throws IOException {
    return setup(engine, cache(), CLOCK);
  }

  private static FileCache cache() {
    return new FileCache(10 << 20, 100);
  }

  private static String request(String line, String... fields) {
    String head = line + " HTTP/1.1\nHost: test\n";
    return fields.length == 0 ? head + "\n" : head + String.join("\n", fields) + "\n\n";
  }

  private static String range(String path, String range) {
    return request("GET " + path, "Range: bytes=" + range);
  }

  private static void assertPart(Reply reply, int from, int to, int length) {
    assertThat(reply.status()).isEqualTo(206);
    assertThat(reply.field("Content-Range")).contains("bytes " + from + "-" + to + "/" + length);
    assertThat(reply.body()).hasSize(to - from + 1);
    assertThat(Pattern.mismatch(reply.body(), reply.body().length, from)).isEqualTo(-1);
  }

  /** Checks two parts of a file, which a client finds by their boundary. */
  private static void assertParts(Reply reply, int... positions) {
    assertThat(reply.status()).isEqualTo(206);
    String type = reply.field("Content-Type").orElseThrow();
    String boundary = "--" + type.substring(type.indexOf('=') + 1);
    String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
    String[] parts = text.split("(\r\n)?" + boundary, -1);
    assertThat(parts).hasSize(positions.length / 2 + 2);
    assertThat(parts[0]).isEmpty();
    assertThat(parts[parts.length - 1]).isEqualTo("--\r\n");
    for (int i = 0; i < positions.length; i += 2) {
      String[] part = parts[i / 2 + 1].split("\r\n\r\n", 2);
      assertThat(part[0])
          .contains("Content-Range: bytes " + positions[i] + "-" + positions[i + 1] + "/");
      byte[] content = part[1].getBytes(StandardCharsets.ISO_8859_1);
      assertThat(content).hasSize(positions[i + 1] - positions[i] + 1);
      assertThat(Pattern.mismatch(content, content.length, positions[i])).isEqualTo(-1);
    }
  }

  @EachEngine
  void partsAreThoseOfTheFile(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (int round = 0; round < 3; round++) {
        assertPart(client.send(range("/small", "0-0")).read(), 0, 0, SMALL);
        assertPart(client.send(range("/small", "-10")).read(), 990, 999, SMALL);
        assertPart(client.send(range("/small", "0-")).read(), 0, 999, SMALL);
        assertPart(client.send(range("/large", "7-7")).read(), 7, 7, LARGE);
        assertPart(client.send(range("/large", "2999990-")).read(), 2_999_990, 2_999_999, LARGE);
        assertPart(client.send(range("/large", "1-2999998")).read(), 1, 2_999_998, LARGE);
        assertParts(client.send(range("/small", "0-9, -5")).read(), 0, 9, 995, 999);
        assertParts(
            client.send(range("/large", "2000000-, 5-999999")).read(),
            2_000_000,
            2_999_999,
            5,
            999_999);
      }
    }
  }

  @EachEngine
  void withoutTheCacheTheyAreTheSame(Variant engine) throws IOException {
    try (Server server = setup(engine, new FileCache(0, 1), CLOCK).start();
        Client client = server.connect()) {
      assertPart(client.send(range("/small", "5-9")).read(), 5, 9, SMALL);
      assertPart(client.send(range("/large", "70000-2000000")).read(), 70_000, 2_000_000, LARGE);
      assertParts(client.send(range("/large", "0-1, 9-99999")).read(), 0, 1, 9, 99_999);
    }
  }

  /** Nobody waits for a response before the next request is sent. */
  @EachEngine
  void responsesOfAllKindsStayInOrder(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String file : new String[] {"/small", "/large"}) {
        int length = file.equals("/small") ? SMALL : LARGE;
        client.send(request("HEAD " + file, "Range: bytes=0-1"));
        Reply head = client.readBare();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("Accept-Ranges")).contains("bytes");
        assertThat(head.field("Content-Length")).contains(String.valueOf(length));
        String tag = head.field("ETag").orElseThrow();
        assertThat(tag).startsWith("\"");

        client.send(
            range(file, "5-9")
                + range(file, LARGE + "-")
                + request("GET " + file, "If-None-Match: " + tag, "Range: bytes=0-1")
                + range(file, "0-1, 500-999")
                + request("GET " + file, "If-Match: \"other\"", "Range: bytes=0-1")
                + request("HEAD " + file, "If-None-Match: *")
                + request("GET " + file, "If-Range: " + tag, "Range: bytes=0-1")
                + request("GET " + file, "If-Range: \"other\"", "Range: bytes=0-1")
                + range(file, "0-1,x")
                + request("GET /ping"));
        assertPart(client.read(), 5, 9, length);
        Reply beyond = client.read();
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.field("Content-Range")).contains("bytes */" + length);
        Reply known = client.read();
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.head().subList(1, known.head().size()))
            .filteredOn(line -> !line.startsWith("Date: ") && !line.startsWith("Server: "))
            .containsExactly("ETag: " + tag);
        assertParts(client.read(), 0, 1, 500, 999);
        assertThat(client.read().status()).isEqualTo(412);
        assertThat(client.readBare().status()).isEqualTo(304);
        assertPart(client.read(), 0, 1, length);
        assertThat(client.read().body()).isEqualTo(Pattern.bytes(length));
        assertThat(client.read().body()).isEqualTo(Pattern.bytes(length));
        assertThat(client.read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void datesAreConditionsToo(Variant engine) throws IOException {
    String other = "Sat, 01 Nov 2025 12:00:00 GMT";
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String file : new String[] {"/small", "/large"}) {
        int length = file.equals("/small") ? SMALL : LARGE;
        String line = "GET " + file;
        String date = client.send(request(line)).read().field("Last-Modified").orElseThrow();
        client.send(
            request(line, "If-Range: " + date, "Range: bytes=0-1")
                + request(line, "If-Range: " + other, "Range: bytes=0-1")
                + request(line, "If-Unmodified-Since: " + date, "Range: bytes=0-1")
                + request(line, "If-Unmodified-Since: " + other)
                + request("GET /ping"));
        assertPart(client.read(), 0, 1, length);
        assertThat(client.read().body()).isEqualTo(Pattern.bytes(length));
        assertPart(client.read(), 0, 1, length);
        assertThat(client.read().status()).isEqualTo(412);
        assertThat(client.read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void anOldClientGetsAPartAndTheEnd(Variant engine) throws IOException {
    try (Server server = setup(engine).start()) {
      for (String range : new String[] {"100-199", "100-199, 199-"}) {
        try (Client client = server.connect()) {
          client.send("GET /small HTTP/1.0\nRange: bytes=" + range + "\n\n");
          assertPart(client.read(), 100, range.endsWith("-") ? 999 : 199, SMALL);
          client.expectEnd();
        }
      }
      try (Client client = server.connect()) {
        client.send("GET /large HTTP/1.0\nRange: bytes=0-1, 5-9\n\n");
        assertParts(client.read(), 0, 1, 5, 9);
        client.expectEnd();
      }
    }
  }

  @EachEngine
  void anEmptyFileHasNoPart(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      client.send(range("/empty", "0-") + range("/empty", "-5") + range("/empty", "0-1, 4-5"));
      Reply none = client.read();
      assertThat(none.status()).isEqualTo(416);
      assertThat(none.field("Content-Range")).contains("bytes */0");
      Reply whole = client.read();
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.body()).isEmpty();
      assertThat(client.read().status()).isEqualTo(416);
      client.send(request("GET /empty", "If-None-Match: *") + request("GET /ping"));
      assertThat(client.read().status()).isEqualTo(304);
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void absurdRangesAreSurvived(Variant engine) throws IOException {
    String many = "9".repeat(1_000);
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      assertPart(client.send(range("/small", "0-" + many)).read(), 0, 999, SMALL);
      assertPart(client.send(range("/small", "-" + many)).read(), 0, 999, SMALL);
      assertThat(client.send(range("/small", many + "-")).read().status()).isEqualTo(416);
      assertThat(client.send(range("/small", "0-,".repeat(1_000))).read().status()).isEqualTo(200);
      Bystanders.areAnswered(server, "after absurd ranges");
    }
  }

  private void shrink() throws IOException {
    try (FileChannel large = FileChannel.open(folder.resolve("large"), StandardOpenOption.WRITE)) {
      large.truncate(2_000);
    }
  }

  private static void expectCutOff(Server server, Client client) throws IOException {
    client.expectCutOff();
    Await.until("the failure is reported", () -> server.recorder().failures().size() == 1);
    Bystanders.areAnswered(server, "after a file has failed");
  }

  @EachEngine
  void aPartOfAFileThatShrinksIsCutOff(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      // far more than all buffers between the file and the client can hold
      Files.write(folder.resolve("large"), Pattern.bytes(4 * LARGE));
      client.send(range("/large", "1000-")).readBytes(1_000);
      shrink();
      expectCutOff(server, client);
    }
  }

  @EachEngine
  void severalPartsOfAFileThatShrinksAreCutOff(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      Files.write(folder.resolve("large"), Pattern.bytes(4 * LARGE));
      client.send(range("/large", "0-1, 1000-")).readBytes(1_000);
      shrink();
      expectCutOff(server, client);
    }
  }

  @EachEngine
  void aFileThatHasShrunkBeforeItsPartsAreSentIsAnError(Variant engine) throws IOException {
    // the cache does not look at the file again for a second, which never passes
    InstantSource clock = InstantSource.fixed(CLOCK.instant());
    try (Server server = setup(engine, cache(), clock).start();
        Client client = server.connect()) {
      assertPart(client.send(range("/large", "0-1")).read(), 0, 1, LARGE);
      shrink();
      client.send(range("/large", "0-1, 2000000-2000009"));
      assertThat(client.read().status()).isEqualTo(500);
    }
  }
}

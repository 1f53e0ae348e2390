package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.Compression;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.io.TempDir;

/**
 * Responses in a content coding: files compressed before, and content compressed while it is sent.
 */
class CodingTest {
  private static final String SMALL = text(5_000);
  private static final String LARGE = text(3_000_000);

  /** To this clock, the files have not just changed. */
  private static final InstantSource CLOCK =
      InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

  @TempDir Path folder;

  private final Semaphore events = new Semaphore(0);
  private final AtomicInteger ended = new AtomicInteger();

  /** Words that compress to about a third. */
  private static String text(int bytes) {
    Random random = new Random(bytes);
    StringBuilder text = new StringBuilder(bytes + 10);
    while (text.length() < bytes) {
      text.append(Integer.toString(1_000_000 + random.nextInt(500), 26)).append(' ');
    }
    return text.substring(0, bytes);
  }

  private Setup setup(Variant engine) throws IOException {
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
            CLOCK);
    return engine
        .server()
        .route("/small.txt", coded(files))
        .route("/medium.txt", coded(files))
        .route("/large.txt", coded(files))
        .route("/app.js", coded(files))
        .route("/events", coded(Handler.immediate(_ -> stream(this::writeEvents))))
        .route("/endless", coded(_ -> stream(CodingTest::writeForever)))
        .route("/fails", coded(_ -> stream(CodingTest::fail)))
        .route("/array", coded(Handler.immediate(_ -> Response.text(LARGE))));
  }

  private final Compression compression = new Compression(6, 1_024);

  private Handler coded(Handler handler) {
    return handler
        .with(compression)
        .with(new ConditionalRequests(CLOCK))
        .with(new ByteRanges(CLOCK));
  }

  private Response stream(Body.Writer writer) {
    Body.Writer counted =
        new Body.Writer() {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            writer.writeTo(out);
          }

          @Override
          public void close() {
            ended.incrementAndGet();
          }
        };
    return Response.ok(new MediaType("text/event-stream"), new Body.Stream(-1, counted));
  }

  private void writeEvents(OutputStream out) throws IOException {
    for (int i = 0; i < 3; i++) {
      try {
        events.acquire();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static void writeForever(OutputStream out) throws IOException {
    byte[] noise = new byte[10_000];
    while (true) {
      new Random().nextBytes(noise);
      out.write(noise);
    }
  }

  private static void fail(OutputStream out) throws IOException {
    out.write(SMALL.getBytes(StandardCharsets.UTF_8));
    throw new IllegalStateException("a fault on purpose");
  }

  private static String request(String line, String... fields) {
    String head = line + " HTTP/1.1\nHost: test\n";
    return fields.length == 0 ? head + "\n" : head + String.join("\n", fields) + "\n\n";
  }

  private static String gzip(String path, String... fields) {
    return request("GET " + path, fields)
        .replace("Host: test\n", "Host: test\nAccept-Encoding: gzip\n");
  }

  private static void assertGzip(Reply reply, String text) throws IOException {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Encoding")).contains("gzip");
    assertThat(reply.field("Vary")).contains("Accept-Encoding");
    assertThat(reply.body().length).isLessThan(text.length() / 2);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  private static void assertPlain(Reply reply, String text) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Encoding")).isEmpty();
    assertThat(reply.field("Vary")).contains("Accept-Encoding");
    assertThat(reply.text()).isEqualTo(text);
  }

  @EachEngine
  void contentIsCompressedForThoseWhoAcceptIt(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (int round = 0; round < 3; round++) {
        assertGzip(client.send(gzip("/small.txt")).read(), SMALL);
        assertPlain(client.get("/small.txt").read(), SMALL);
        assertGzip(client.send(gzip("/large.txt")).read(), LARGE);
        assertPlain(client.get("/large.txt").read(), LARGE);
        assertGzip(client.send(gzip("/array")).read(), LARGE);
        assertPlain(client.get("/array").read(), LARGE);
      }
    }
  }

  @EachEngine
  void pipelinedRequestsAreAnsweredInOrder(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      client.send(
          gzip("/large.txt")
              + gzip("/small.txt")
              + request("GET /large.txt", "Range: bytes=5-9", "Accept-Encoding: gzip")
              + request("HEAD /large.txt", "Accept-Encoding: gzip")
              + gzip("/array")
              + request("GET /ping"));
      assertGzip(client.read(), LARGE);
      assertGzip(client.read(), SMALL);
      Reply part = client.read();
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.field("Content-Encoding")).isEmpty();
      assertThat(part.text()).isEqualTo(LARGE.substring(5, 10));
      assertThat(client.readBare().field("Content-Encoding")).contains("gzip");
      assertGzip(client.read(), LARGE);
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void headHasTheFieldsOfGet(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String path : new String[] {"/small.txt", "/large.txt", "/app.js"}) {
        Reply get = client.send(gzip(path)).read();
        Reply head = client.send(request("HEAD " + path, "Accept-Encoding: gzip")).readBare();
        assertThat(head.head())
            .filteredOn(line -> !line.startsWith("Date: "))
            .containsExactlyElementsOf(
                get.head().stream().filter(line -> !line.startsWith("Date: ")).toList());
      }
    }
  }

  @EachEngine
  void anOldClientGetsItUpToTheEndOfTheConnection(Variant engine) throws IOException {
    for (String path : new String[] {"/small.txt", "/large.txt"}) {
      try (Server server = setup(engine).start();
          Client client = server.connect()) {
        client.send("GET " + path + " HTTP/1.0\nAccept-Encoding: gzip\n\n");
        Reply reply = client.read();
        assertThat(reply.field("Transfer-Encoding")).isEmpty();
        assertGzip(reply, path.equals("/small.txt") ? SMALL : LARGE);
        client.expectEnd();
      }
    }
  }

  @EachEngine
  void bothFormsHaveTagsThatConditionsKnow(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String path : new String[] {"/small.txt", "/large.txt"}) {
        String plain = client.get(path).read().field("ETag").orElseThrow();
        String compressed = client.send(gzip(path)).read().field("ETag").orElseThrow();
        assertThat(compressed).isEqualTo(plain.substring(0, plain.length() - 1) + "-gzip\"");
        Reply known = client.send(gzip(path, "If-None-Match: " + compressed)).read();
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.field("ETag")).contains(compressed);
        assertThat(known.field("Vary")).contains("Accept-Encoding");
        assertThat(client.send(gzip(path, "If-None-Match: " + plain)).read().status())
            .isEqualTo(200);
        assertThat(client.send(request("GET " + path, "If-None-Match: " + plain)).read().status())
            .isEqualTo(304);
        assertThat(client.send(gzip(path, "If-Match: " + compressed)).read().status())
            .isEqualTo(200);
        assertThat(client.send(gzip(path, "If-Match: " + plain)).read().status()).isEqualTo(412);
        Reply resumed =
            client.send(gzip(path, "If-Range: " + compressed, "Range: bytes=9-")).read();
        assertThat(resumed.status()).as("a part of other bytes would not fit").isEqualTo(200);
        assertThat(resumed.field("Content-Encoding")).isEmpty();
      }
    }
  }

  @EachEngine
  void eventsArriveWhenTheyAreFlushed(Variant engine) throws IOException, DataFormatException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      client.send(gzip("/events") + request("GET /ping"));
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      for (int i = 0; i < 3; i++) {
        events.release();
        if (i == 0) {
          assertThat(client.readHead()).contains("Content-Encoding: gzip");
        }
        while (!decodedSoFar(received.toByteArray()).endsWith("data: " + i + "\n\n")) {
          received.writeBytes(client.readBytes(client.readChunkSize()));
          client.readBytes(2);
        }
      }
      received.writeBytes(client.readBytes(client.readChunkSize()));
      client.readBytes(2);
      assertThat(client.readChunkSize()).isZero();
      client.readBytes(2);
      assertThat(decodedSoFar(received.toByteArray()))
          .isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
      assertThat(client.read().text()).isEqualTo("pong");
      Await.until("the stream has ended", () -> ended.get() == 1);
    }
  }

  /** What a browser shows of a response that still goes on. */
  private static String decodedSoFar(byte[] received) throws DataFormatException {
    if (received.length <= 10) {
      return "";
    }
    Inflater inflater = new Inflater(true);
    inflater.setInput(received, 10, received.length - 10);
    byte[] text = new byte[1_000];
    int length = inflater.inflate(text);
    inflater.end();
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** More than all deflaters are left behind in the middle, and none of them is lost. */
  @EachEngine
  void clientsThatLeaveGiveTheirDeflatersBack(Variant engine) throws IOException {
    int clients = 300;
    try (Server server = setup(engine).start()) {
      for (int i = 0; i < clients; i++) {
        try (Client client = server.connect()) {
          client.send(gzip("/endless")).readBytes(2_000);
        }
      }
      Await.until("all streams have ended", () -> ended.get() == clients);
      try (Client client = server.connect()) {
        assertGzip(client.send(gzip("/large.txt")).read(), LARGE);
      }
    }
  }

  @EachEngine
  void aWriterThatFailsInTimeIsAnError(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Reply reply = client.send(gzip("/fails")).read();
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.field("Content-Encoding")).isEmpty();
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void aFileThatShrinksWhileItIsCompressedIsCutOff(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      // far more than all buffers between the file and the client can hold
      byte[] noise = new byte[12_000_000];
      new Random(7).nextBytes(noise);
      Files.write(folder.resolve("large.txt"), noise);
      client.send(gzip("/large.txt")).readBytes(1_000);
      try (FileChannel file =
          FileChannel.open(folder.resolve("large.txt"), StandardOpenOption.WRITE)) {
        file.truncate(2_000);
      }
      client.patience(Duration.ofSeconds(8)).expectCutOff();
      Await.until("the failure is reported", () -> server.recorder().failures().size() == 1);
      Bystanders.areAnswered(server, "after a file has failed");
    }
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
  void hotFormsNeedNoWorker(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
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

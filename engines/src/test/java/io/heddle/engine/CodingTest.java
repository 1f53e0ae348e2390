package io.heddle.engine;

import static io.heddle.engine.CodedFiles.LARGE;
import static io.heddle.engine.CodedFiles.SMALL;
import static io.heddle.engine.CodedFiles.assertGzip;
import static io.heddle.engine.CodedFiles.assertPlain;
import static io.heddle.engine.CodedFiles.gzip;
import static io.heddle.engine.CodedFiles.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.io.TempDir;

/** Content that the server compresses, most of it while it is sent. */
class CodingTest {
  @TempDir Path folder;

  private final Semaphore events = new Semaphore(0);
  private final AtomicInteger ended = new AtomicInteger();

  private Setup setup(Variant engine) throws IOException {
    CodedFiles files = new CodedFiles(folder);
    return files
        .serve(engine)
        .route("/events", files.coded(Handler.immediate(_ -> stream(this::writeEvents))))
        .route("/endless", files.coded(_ -> stream(CodingTest::writeForever)))
        .route("/fails", files.coded(_ -> stream(CodingTest::fail)))
        .route("/array", files.coded(Handler.immediate(_ -> Response.text(LARGE))));
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
      client.expectCutOff();
      Await.until("the failure is reported", () -> server.recorder().failures().size() == 1);
      Bystanders.areAnswered(server, "after a file has failed");
    }
  }
}

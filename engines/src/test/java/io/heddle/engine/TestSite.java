package io.heddle.engine;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.http.Status;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A small site with a handler of each kind. Handlers take their parameters from the query. */
final class TestSite implements Site, Closeable {
  /** Size of the file whose parts {@code /file} sends. */
  static final int FILE_BYTES = 16 << 20;

  private static final int PIECE_BYTES = 16 << 10;
  private static final Handler NOT_FOUND =
      Handler.immediate(_ -> Response.error(Status.NOT_FOUND, "nothing is here"));
  private static final Route NOTHING = new Route("nothing", NOT_FOUND);

  private final Map<String, Handler> more;
  private final Map<String, Route> routes =
      Map.ofEntries(
          route("ping", Handler.immediate(_ -> Response.text("pong"))),
          route("wait", _ -> Response.text("waited")),
          route("routed-slowly", _ -> Response.text("waited")),
          route("slow", TestSite::slow),
          route("bytes", Handler.immediate(r -> ok(new Body.Bytes(Pattern.bytes(size(r)))))),
          route("stream", r -> ok(patternStream(-1, size(r)))),
          route("sized", r -> ok(patternStream(size(r), size(r)))),
          route("inline-stream", Handler.immediate(r -> ok(patternStream(-1, size(r))))),
          route("file", Handler.immediate(this::file)),
          route("echo", TestSite::echo),
          route("gather", Handler.immediate(r -> ok(new Body.Bytes(r.body().readAllBytes())))),
          route("count", this::count),
          route("ignore", Handler.immediate(_ -> Response.text("ignored"))),
          route("ignore-slowly", TestSite::slow),
          route("last", Handler.immediate(_ -> Response.text("bye").thenClose())),
          route("hold", Handler.immediate(this::hold)),
          route("gate", this::gate),
          route("gate-stream", Handler.immediate(_ -> ok(new Body.Stream(-1, this::passGate)))),
          route("fail", TestSite::fail),
          route("fail-inline", Handler.immediate(TestSite::fail)),
          route("cut", _ -> ok(new Body.Stream(-1, TestSite::cut))));

  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger atGate = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicLong counted = new AtomicLong();
  private volatile Path file = Path.of("");

  /** A site with additional handlers, by their paths. */
  TestSite(Map<String, Handler> more) {
    this.more = more;
  }

  @Override
  public Route route(RequestHead head) {
    if (head.path().contentEquals("/unroutable")) {
      throw new HttpException(Status.FORBIDDEN, "no route leads here");
    }
    String path = head.path().toString();
    if (path.equals("/routed-slowly")) {
      compute();
    }
    Handler own = more.get(path);
    if (own != null) {
      return new Route(path.substring(1), own);
    }
    return routes.getOrDefault(path, NOTHING);
  }

  /** Takes more time on the routing thread than an empty handler takes. */
  private static void compute() {
    long end = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static Map.Entry<String, Route> route(String name, Handler handler) {
    return Map.entry("/" + name, new Route(name, handler));
  }

  private static Response ok(Body body) {
    return Response.ok(MediaType.BINARY, body);
  }

  private static int number(Request request, String name) {
    return request.queryParameter(name).map(Integer::parseInt).orElse(0);
  }

  private static int size(Request request) {
    return number(request, "n");
  }

  private static Response slow(Request request) throws InterruptedException {
    Thread.sleep(number(request, "ms"));
    return Response.text("slept");
  }

  private static Body.Stream patternStream(long announced, int size) {
    return new Body.Stream(announced, out -> writePattern(out, size));
  }

  private static void writePattern(OutputStream out, int size) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (int at = 0; at < size; at += PIECE_BYTES) {
      int count = Math.min(PIECE_BYTES, size - at);
      Pattern.fill(piece, count, at);
      out.write(piece, 0, count);
    }
  }

  private synchronized Response file(Request request) throws IOException {
    if (file.toString().isEmpty()) {
      Path made = Files.createTempFile("heddle", ".pattern");
      try (OutputStream out = Files.newOutputStream(made)) {
        writePattern(out, FILE_BYTES);
      }
      file = made;
    }
    return ok(new Body.Region(FileChannel.open(file), number(request, "from"), size(request)));
  }

  private static Response echo(Request request) {
    InputStream in = request.body();
    return ok(new Body.Stream(-1, out -> echo(in, out)));
  }

  /**
   * Echoes in pieces of one size, so that the response does not depend on how the content arrived.
   */
  private static void echo(InputStream in, OutputStream out) throws IOException {
    byte[] piece = in.readNBytes(PIECE_BYTES);
    while (piece.length > 0) {
      out.write(piece);
      piece = in.readNBytes(PIECE_BYTES);
    }
  }

  /** Reads everything; answers with its length and whether it was the pattern. */
  private Response count(Request request) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long total = 0;
    int wrong = 0;
    InputStream in = request.body();
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      wrong += Pattern.mismatch(piece, count, total) >= 0 ? 1 : 0;
      total += count;
      counted.addAndGet(count);
    }
    return Response.text(total + (wrong == 0 ? " right" : " wrong"));
  }

  /** Breaks the promise never to block, until the gate opens. */
  private Response hold(Request request) throws InterruptedException {
    held.incrementAndGet();
    gate.await();
    return Response.text("held");
  }

  /** How many handlers have broken that promise. */
  int held() {
    return held.get();
  }

  /** Waits for the gate, then counts. */
  private Response gate(Request request) throws IOException, InterruptedException {
    atGate.incrementAndGet();
    gate.await();
    return count(request);
  }

  private void passGate(OutputStream out) throws IOException {
    atGate.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    out.write(Pattern.bytes(3));
  }

  /** Opens the gate for all waiting handlers. */
  void open() {
    gate.countDown();
  }

  /** How many handlers have reached the gate. */
  int atGate() {
    return atGate.get();
  }

  /** How many bytes the counting handlers have read so far. */
  long counted() {
    return counted.get();
  }

  private static Response fail(Request request) throws IOException, InterruptedException {
    String how = request.queryParameter("how").orElse("");
    return switch (how) {
      case "runtime" -> throw new IllegalStateException("a fault on purpose");
      case "error" -> throw new AssertionError("a fault on purpose");
      case "overflow" -> Response.text("" + endless(0));
      case "io" -> throw new IOException("a disk failure on purpose");
      case "client" -> throw new HttpException(Status.FORBIDDEN, "not for you");
      case "interrupted" -> throw new InterruptedException("of the test's");
      case "leaves-interrupt" -> {
        Thread.currentThread().interrupt();
        yield Response.text("done");
      }
      default -> throw new HttpException(Status.BAD_REQUEST, "unknown failure " + how);
    };
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }

  private static void cut(OutputStream out) throws IOException {
    out.write("half of it".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    throw new IllegalStateException("a fault on purpose");
  }

  @Override
  public void close() throws IOException {
    if (!file.toString().isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}

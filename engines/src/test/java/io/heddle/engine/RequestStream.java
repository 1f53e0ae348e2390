package io.heddle.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A random sequence of pipelined requests of every kind; sometimes the last one is malformed. */
final class RequestStream {
  private static final List<String> TARGETS =
      List.of(
          "/ping",
          "/wait",
          "/slow?ms=1",
          "/bytes?n=%d",
          "/stream?n=%d",
          "/sized?n=%d",
          "/inline-stream?n=%d",
          "/file?n=%d",
          "/nothing",
          "/fail?how=client",
          "/fail-inline?how=error",
          "http://test/ping");
  private static final List<String> READING = List.of("/count", "/gather", "/echo");

  private static final List<String> BARE_METHODS = List.of("HEAD", "DELETE", "OPTIONS");
  private static final List<String> UPLOADING_METHODS = List.of("POST", "PUT", "PATCH");

  /** After these, whether the connection persists depends on how much content is still to come. */
  private static final List<String> IGNORING = List.of("/ignore", "/nothing", "/fail?how=runtime");

  /** Unread content up to this size is always skipped to keep the connection. */
  private static final int MAX_IGNORED_BYTES = 60_000;

  private static final List<String> MALFORMED =
      List.of(
          "GARBAGE\n\n",
          "GET /ping HTTP/1.1\n\n",
          "GET  /ping HTTP/1.1\nHost: test\n\n",
          "GET /ping HTTP/2.0\nHost: test\n\n",
          "GET /ping HTTP/1.1\nHost: test\nHost: test\n\n",
          "GET /ping HTTP/1.1\nHost : test\n\n",
          "GET /ping HTTP/1.1\nHost: test\n folded\n\n",
          "BREW /pot HTTP/1.1\nHost: test\n\n",
          "POST /count HTTP/1.1\nHost: test\n\n",
          "POST /count HTTP/1.1\nHost: test\nContent-Length: -1\n\n",
          "POST /count HTTP/1.1\nHost: test\nContent-Length: 1\nContent-Length: 1\n\na",
          "POST /count HTTP/1.1\nHost: test\nContent-Length: 99999999999\n\n",
          "POST /count HTTP/1.1\nHost: test\nTransfer-Encoding: gzip\n\n",
          "POST /count HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\nzz\n",
          "POST /gather HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n3\nabcd\n",
          "POST /gather HTTP/1.1\nHost: test\nContent-Length: 10\n\nshort",
          "POST /count HTTP/1.1\nHost: test\nContent-Length: 10\n\nshort",
          "GET /unroutable HTTP/1.1\nHost: test\n\n",
          "GET /last HTTP/1.1\nHost: test\n\n",
          "GET /ping HTTP/1.0\n\n",
          "GET /stream?n=500 HTTP/1.0\n\n",
          "GET /ping HTTP/1.1\nHost: te");

  private final Random random;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  RequestStream(Random random) {
    this.random = random;
    int requests = 1 + random.nextInt(12);
    for (int i = 0; i < requests; i++) {
      if (random.nextInt(3) == 0) {
        addUpload();
      } else {
        addPlain();
      }
    }
    if (random.nextInt(3) == 0) {
      add(pick(MALFORMED));
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void add(String text) {
    bytes.writeBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A size near the limits of buffers, or a random one. */
  private int size() {
    int size = 1 << random.nextInt(17);
    return Math.max(0, size + random.nextInt(5) - 2);
  }

  private void addPlain() {
    String method = random.nextInt(4) == 0 ? pick(BARE_METHODS) : "GET";
    String target = pick(TARGETS).formatted(size());
    add(random.nextInt(10) == 0 ? "\n" : "");
    add(method + " " + target + " HTTP/1.1\n" + fields() + "\n");
  }

  private String fields() {
    String more = "X-Filler: " + "x".repeat(random.nextInt(300)) + "\n";
    return "Host: test\n" + (random.nextBoolean() ? more : "");
  }

  private void addUpload() {
    boolean reads = random.nextInt(3) > 0;
    byte[] content = new byte[reads ? size() : Math.min(MAX_IGNORED_BYTES, size())];
    random.nextBytes(content);
    add(
        pick(UPLOADING_METHODS)
            + " "
            + pick(reads ? READING : IGNORING)
            + " HTTP/1.1\n"
            + fields());
    // with unread content, timing decides whether the connection persists
    add(reads && random.nextInt(4) == 0 ? "Expect: 100-continue\n" : "");
    if (reads && random.nextBoolean()) {
      add("Transfer-Encoding: chunked\n\n");
      addChunks(content);
    } else {
      add("Content-Length: " + content.length + "\n\n");
      bytes.writeBytes(content);
    }
  }

  private void addChunks(byte[] content) {
    for (int at = 0; at < content.length; ) {
      int count = Math.min(content.length - at, size() + 1);
      add(Integer.toHexString(count) + (random.nextInt(4) == 0 ? ";name=value" : "") + "\n");
      bytes.write(content, at, count);
      add("\n");
      at += count;
    }
    add(random.nextInt(4) == 0 ? "0\nX-Trailer: value\n\n" : "0\n\n");
  }
}

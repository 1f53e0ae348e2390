package io.heddle.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The heads that are parsed, and what every parser must make of them before it is measured. */
@SuppressWarnings("ImmutableEnumChecker") // Nobody writes to the bytes.
public enum Heads {
  /** As from a load generator. */
  MINIMAL(
      """
      GET /plaintext HTTP/1.1
      Host: 127.0.0.1:8080

      """,
      new Seen("GET", "/plaintext", "127.0.0.1:8080", "")),

  /** As from a browser that loads a page. */
  BROWSER(
      """
      GET /orders/4711/items?page=2&sort=date HTTP/1.1
      Host: shop.example.com
      Connection: keep-alive
      sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"
      sec-ch-ua-mobile: ?0
      sec-ch-ua-platform: "Linux"
      Upgrade-Insecure-Requests: 1
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8
      Sec-Fetch-Site: same-origin
      Sec-Fetch-Mode: navigate
      Sec-Fetch-User: ?1
      Sec-Fetch-Dest: document
      Referer: https://shop.example.com/orders?page=1
      Accept-Encoding: gzip, deflate, br, zstd
      Accept-Language: en-US,en;q=0.9,de;q=0.8
      Cookie: session=0a1b2c3d4e5f60718293a4b5c6d7e8f9; theme=dark; consent=all

      """,
      new Seen(
          "GET",
          "/orders/4711/items",
          "shop.example.com",
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36")),

  /** 50 fields that no parser knows, except for the first and the last. */
  FIELDS50(
      "GET /fields HTTP/1.1\nHost: localhost\n" + unknownFields(48) + "User-Agent: many\n\n",
      new Seen("GET", "/fields", "localhost", "many"));

  /** Heads that every parser must refuse: each has one byte that RFC 9112 forbids. */
  private static final List<String> MALFORMED =
      List.of(
          "GET / HTTP/1.1\nHost: localhost\nUser Agent: a\n\n",
          "GET / HTTP/1.1\nHost: localhost\nUser-Agent : a\n\n",
          "GET / HTTP/1.1\nHost: localhost\nUser-Agent: a\0b\n\n",
          "GET / HTTP/1.1\nHost: localhost\nUser-Agent\n\n",
          "G{T / HTTP/1.1\nHost: localhost\n\n");

  private final byte[] bytes;
  private final Seen seen;

  Heads(String lines, Seen seen) {
    this.bytes = onWire(lines);
    this.seen = seen;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The text in bytes, with CRLF as the line end. */
  static byte[] onWire(String lines) {
    return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String unknownFields(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      lines.append("X-Field-%d: the value of field %d\n".formatted(i, i));
    }
    return lines.toString();
  }

  /** Fails unless the readers do what is measured: they see this head, and validate heads. */
  void check(Supplier<HeadReader> readers) throws Exception {
    HeadReader reader = readers.get();
    for (int i = 0; i < 3; i++) {
      Seen read = reader.read(bytes);
      if (!read.equals(seen)) {
        throw new IllegalStateException(reader + " sees " + read + " instead of " + seen);
      }
    }
    for (String lines : MALFORMED) {
      requireRefused(readers.get(), lines);
    }
  }

  private static void requireRefused(HeadReader reader, String lines) {
    try {
      reader.read(onWire(lines));
    } catch (Exception expected) {
      return;
    }
    throw new IllegalStateException(reader + " accepts a malformed head: " + lines);
  }
}

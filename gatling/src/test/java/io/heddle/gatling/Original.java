package io.heddle.gatling;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The content of a URL, requested once before the load begins. Every response under load must be
 * equal. Gatling computes the digest as the bytes arrive and keeps none of them; a check of the
 * body, even of its length alone, would keep them all.
 */
record Original(long length, String sha1) {
  private static final Duration MOST = Duration.ofMinutes(1);

  /**
   * Requests it.
   *
   * @throws IllegalStateException if the response is not 200, or there is none
   */
  static Original at(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(MOST).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream content = response.body()) {
        if (response.statusCode() != 200) {
          throw new IllegalStateException(
              "GET %s is answered %d: start a server that has it, or choose another path"
                  .formatted(url, response.statusCode()));
        }
        return of(content);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "GET %s fails (%s): start the server, or give its -DbaseUrl".formatted(url, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The original for known content. */
  static Original of(byte[] content) {
    return new Original(content.length, HexFormat.of().formatHex(sha1Digest().digest(content)));
  }

  private static Original of(InputStream content) throws IOException {
    MessageDigest digest = sha1Digest();
    byte[] piece = new byte[1 << 16];
    long length = 0;
    for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
      digest.update(piece, 0, count);
      length += count;
    }
    return new Original(length, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha1Digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-1", e);
    }
  }
}

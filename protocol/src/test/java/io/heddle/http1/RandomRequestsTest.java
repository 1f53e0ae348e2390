package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.http.Body;
import io.heddle.http.Limits;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Handlers see the values that were sent, for random valid requests cut into random pieces. */
class RandomRequestsTest {
  private static final String TOKEN = "abcXYZ019-_.!~";
  private static final String TARGET = "abcXYZ019-_~!$&'()*+,;=:@";
  private static final String VALUE = "abc XYZ\t019()<>@,;:\\\"/[]?={}\u00e4\u00ff";

  @Test
  void handlersSeeWhatWasSent() {
    Seeds.check(1500, random -> check(random, false));
  }

  @Test
  void handlersSeeWhatWasSentInSingleBytes() {
    Seeds.check(150, random -> check(random, true));
  }

  private static void check(Random random, boolean octets) {
    List<String> expected = new ArrayList<>();
    ByteArrayOutputStream dialog = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      expected.add(write(random, request));
      dialog.writeBytes(request.toByteArray());
    }
    List<String> seen = new ArrayList<>();
    boolean waits = random.nextBoolean();
    int way = random.nextInt();
    Dialog connection =
        new Dialog(
            head -> new Route("only", request -> answer(seen, request, new Random(way))),
            Limits.STANDARD,
            waits,
            random.nextBoolean());
    byte[] all = dialog.toByteArray();
    for (int from = 0; from < all.length; ) {
      int to = Math.min(all.length, from + (octets ? 1 : 1 + random.nextInt(all.length)));
      connection.client.sends(Arrays.copyOfRange(all, from, to));
      from = to;
    }
    connection.run();
    assertThat(seen).isEqualTo(expected);
    assertThat(connection.answers())
        .hasSize(count)
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(connection.phase()).isEqualTo(Phase.IDLE);
    assertThat(connection.failures).isEmpty();
  }

  private static Response answer(List<String> seen, Request request, Random random)
      throws IOException {
    seen.add(describe(request, read(request.body(), random)));
    if (random.nextBoolean()) {
      return Response.text("x".repeat(random.nextInt(10_000)));
    }
    byte[] content = new byte[random.nextInt(10_000)];
    return Response.text("").with(new Body.Stream(-1, out -> out.write(content)));
  }

  /** Reads everything, in single bytes, small pieces or oversized pieces. */
  private static byte[] read(InputStream body, Random random) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] piece = new byte[1 + random.nextInt(random.nextBoolean() ? 20 : 20_000)];
    while (true) {
      int offset = random.nextInt(piece.length);
      int count = body.read(piece, offset, piece.length - offset);
      if (count < 0) {
        return content.toByteArray();
      }
      content.write(piece, offset, count);
    }
  }

  private static String describe(Request request, byte[] content) {
    StringBuilder words = new StringBuilder();
    words.append(request.method()).append(' ').append(request.head().target()).append('\n');
    request.headers().forEach((name, value) -> words.append(name).append(':').append(value));
    words.append('\n').append(Arrays.hashCode(content)).append('\n');
    request.trailers().forEach((name, value) -> words.append(name).append(':').append(value));
    return words.toString();
  }

  /** Writes a request; returns what {@link #describe} must report for it. */
  private static String write(Random random, ByteArrayOutputStream out) {
    StringBuilder words = new StringBuilder();
    String method = List.of("GET", "PUT", "DELETE", "POST").get(random.nextInt(4));
    String target = "/" + text(random, TARGET, random.nextInt(4) == 0 ? 3000 : 20);
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    words.append(method).append(' ').append(target).append('\n');
    words.append(field(head, random, "Host", "h"));
    for (int i = random.nextInt(20); i > 0; i--) {
      words.append(
          field(head, random, "X" + text(random, TOKEN, 20), text(random, VALUE, 60).strip()));
    }
    byte[] content = new byte[random.nextInt(random.nextInt(5) == 0 ? 40_000 : 200)];
    random.nextBytes(content);
    StringBuilder trailers = new StringBuilder();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (random.nextBoolean()) {
      words.append(field(head, random, "Transfer-Encoding", "chunked"));
      body.writeBytes(Chunks.encode(random, content));
      StringBuilder section = new StringBuilder();
      for (int i = random.nextInt(5); i > 0; i--) {
        trailers.append(
            field(section, random, "T" + text(random, TOKEN, 9), text(random, VALUE, 30).strip()));
      }
      body.writeBytes((section + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    } else {
      words.append(field(head, random, "Content-Length", String.valueOf(content.length)));
      body.writeBytes(content);
    }
    head.append("\r\n");
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body.toByteArray());
    return words.append('\n').append(Arrays.hashCode(content)).append('\n') + trailers.toString();
  }

  private static String field(StringBuilder head, Random random, String name, String value) {
    String before = text(random, " \t", 3);
    String after = text(random, " \t", 3);
    head.append(name).append(':').append(before).append(value).append(after).append("\r\n");
    return name + ":" + value;
  }

  private static String text(Random random, String chars, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(chars.charAt(random.nextInt(chars.length())));
    }
    return text.toString();
  }
}

package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http1.Answers.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The client reads the same content, however the writer writes it. */
class RandomResponsesTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String OLD = "GET / HTTP/1.0\\r\\n\\r\\n";

  @Test
  void inChunks() {
    Seeds.check(800, random -> check(random, GET, false));
  }

  @Test
  void ofAKnownLength() {
    Seeds.check(800, random -> check(random, GET, true));
  }

  @Test
  void untilTheConnectionCloses() {
    Seeds.check(200, random -> check(random, OLD, false));
  }

  private static void check(Random random, String request, boolean sized) {
    byte[] content = new byte[random.nextInt(random.nextInt(4) == 0 ? 300_000 : 9_000)];
    random.nextBytes(content);
    int way = random.nextInt();
    long length = sized ? content.length : -1;
    Body body = new Body.Stream(length, out -> write(content, out, new Random(way)));
    Dialog dialog = Dialog.to(handled -> Response.ok(MediaType.BINARY, body), random.nextBoolean());
    dialog.play(request + GET);
    assertThat(dialog.failures).isEmpty();
    Answer answer = dialog.answers().getFirst();
    assertThat(answer.isComplete()).isTrue();
    byte[] received = answer.content().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Arrays.equals(received, content)).isTrue();
    assertThat(dialog.contentBytes.getFirst()).isEqualTo(content.length);
    assertThat(answer.field("Content-Length").isPresent()).isEqualTo(sized);
    assertThat(dialog.statuses).hasSize(request.equals(OLD) ? 1 : 2);
  }

  private static void write(byte[] content, OutputStream out, Random random) throws IOException {
    int most = random.nextInt(3) == 0 ? 100_000 : random.nextBoolean() ? 9_000 : 50;
    for (int from = 0; from < content.length; ) {
      int size = Math.min(content.length - from, random.nextInt(most));
      if (random.nextInt(10) == 0) {
        out.write(content[from]);
        size = 1;
      } else {
        out.write(content, from, size);
      }
      from += size;
      if (random.nextInt(20) == 0) {
        out.flush();
      }
    }
    if (random.nextInt(4) == 0) {
      out.close();
    }
  }

  @Test
  void smallWritesCollectInLargeChunks() {
    Body body =
        new Body.Stream(
            -1,
            out -> {
              for (int i = 0; i < 100_000; i++) {
                out.write('x');
              }
            });
    Dialog dialog =
        Dialog.takingAll(request -> Response.ok(MediaType.BINARY, body), true).play(GET);
    assertThat(dialog.answers().getFirst().content()).isEqualTo("x".repeat(100_000));
    assertThat(dialog.client.writes()).isLessThanOrEqualTo(14);
  }
}

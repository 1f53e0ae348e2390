package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http1.Seeds;
import io.heddle.http1.Visible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any input is read or refused: nothing but an {@link io.heddle.http.HttpException} leaves the
 * parser, and the result does not depend on how the input is cut.
 */
class ResponseFuzzTest {
  private static final String[] SPLICES = {
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    " ",
    "\0",
    ":",
    ";",
    "0",
    "-",
    "\u00ff",
    "chunked",
    "HTTP/1.0",
    "HTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Connection: close\r\n"
  };

  @Test
  void randomBytes() {
    Seeds.check(
        3000,
        random -> {
          byte[] bytes = new byte[random.nextInt(300)];
          random.nextBytes(bytes);
          check(random, bytes);
        });
  }

  @Test
  void mutatedSamples() throws Exception {
    List<byte[]> corpus =
        ResponseSample.all().stream()
            .map(ResponseSample::bytes)
            .filter(bytes -> bytes.length > 0 && bytes.length < 5_000)
            .toList();
    Seeds.check(
        30_000,
        random -> {
          byte[] bytes = corpus.get(random.nextInt(corpus.size()));
          for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutate(random, bytes);
          }
          check(random, bytes);
        });
  }

  private static byte[] mutate(Random random, byte[] bytes) {
    byte[] splice = SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.ISO_8859_1);
    int at = random.nextInt(bytes.length + 1);
    int dropped = Math.min(bytes.length - at, random.nextInt(4));
    int added = random.nextInt(3) == 0 ? 0 : splice.length;
    byte[] mutated = Arrays.copyOf(bytes, bytes.length - dropped + added);
    System.arraycopy(splice, 0, mutated, at, added);
    System.arraycopy(bytes, at + dropped, mutated, at + added, bytes.length - at - dropped);
    if (mutated.length > 0 && random.nextBoolean()) {
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return mutated;
  }

  private static void check(Random random, byte[] bytes) {
    boolean ofHead = random.nextInt(4) == 0;
    boolean ends = random.nextBoolean();
    List<String> whole =
        new ResponseReading(ofHead, false).take(bytes, 0, bytes.length).outcome(ends);
    ResponseReading pieces = new ResponseReading(ofHead, random.nextBoolean());
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
      pieces.take(bytes, from, to);
      from = to;
    }
    assertThat(pieces.outcome(ends)).as(Visible.text(bytes)).isEqualTo(whole);
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sends the same random requests to every engine, in random fragments, and compares the responses
 * byte by byte. {@code -Dheddle.seed=N} repeats a run.
 */
class DifferentialTest {
  private static final int STREAMS = 150;

  /** The parts that depend on timing: the date, and whether a client gets a 100. */
  private static final Pattern OF_THE_MOMENT =
      Pattern.compile("\r\nDate: [^\r]*|HTTP/1\\.1 100 Continue\r\n\r\n");

  @Test
  @Timeout(60)
  void enginesAnswerAlike() throws Exception {
    long seed = Long.getLong("heddle.seed", System.nanoTime());
    Map<Variant, Server> servers = new EnumMap<>(Variant.class);
    try {
      for (Variant engine : Variant.values()) {
        servers.put(engine, engine.server().start());
      }
      for (int i = 0; i < STREAMS; i++) {
        compare(servers, seed + i);
      }
    } finally {
      for (Server server : servers.values()) {
        server.close();
      }
    }
  }

  private static void compare(Map<Variant, Server> servers, long seed) throws Exception {
    byte[] stream = new RequestStream(new Random(seed)).bytes();
    String expected = null;
    for (Map.Entry<Variant, Server> server : servers.entrySet()) {
      String answers = exchange(server.getValue(), stream, new Random(seed));
      if (expected == null) {
        expected = answers;
      }
      if (!answers.equals(expected)) {
        fail("%s with -Dheddle.seed=%d %s", server.getKey(), seed, differing(expected, answers));
      }
    }
    assertThat(expected).as("answers with -Dheddle.seed=%d", seed).startsWith("HTTP/1.1 ");
  }

  private static String differing(String expected, String actual) {
    int at = Math.max(0, Arrays.mismatch(expected.toCharArray(), actual.toCharArray()));
    return "answers from byte %d (of %d) on:%n%s%nbut the first engine (of %d):%n%s"
        .formatted(
            at, actual.length(), around(actual, at), expected.length(), around(expected, at));
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 150));
  }

  private static String exchange(Server server, byte[] stream, Random random) throws Exception {
    try (Client client = server.connect()) {
      AtomicReference<byte[]> answers = new AtomicReference<>(new byte[0]);
      try (Background receiving = Background.run(() -> answers.set(client.readAll()))) {
        send(client, stream, random);
        receiving.join();
      }
      String text = new String(answers.get(), StandardCharsets.ISO_8859_1);
      return OF_THE_MOMENT.matcher(text).replaceAll("");
    }
  }

  /** Sends random fragments, with occasional pauses. */
  private static void send(Client client, byte[] stream, Random random) throws IOException {
    boolean tiny = stream.length < 10_000 && random.nextBoolean();
    int most = tiny ? 40 : Math.max(4_000, stream.length / 20);
    try {
      for (int at = 0; at < stream.length; ) {
        int count = Math.min(stream.length - at, 1 + random.nextInt(most));
        client.send(Arrays.copyOfRange(stream, at, at + count));
        at += count;
        if (random.nextInt(10) == 0) {
          Await.pause(Duration.ofMillis(1));
        }
      }
      client.shutdownOutput();
    } catch (IOException serverHasEnough) {
      // the server has refused a request and closed; its responses still count
    }
  }
}

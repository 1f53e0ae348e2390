package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a kill leaves. There are eight kills for each engine; for a hundred, set {@code
 * -Dheddle.kills=34}.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FilesCrashTest {
  private static final int KILLS = Integer.getInteger("heddle.kills", 8);
  private static final int PIECE_BYTES = 64 << 10;
  private static final int CONTENT_BYTES = 48 * PIECE_BYTES;

  @TempDir Path root;

  /** Content of one letter, so that a mixture shows. */
  private static byte[] content(int number) {
    byte[] content = new byte[CONTENT_BYTES];
    Arrays.fill(content, (byte) ('A' + number % 50));
    return content;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(value = Variant.class, mode = EnumSource.Mode.EXCLUDE, names = "EPOLL_POOL")
  void aKillDuringPutLeavesTheOldOrTheNewFile(Variant variant) throws Exception {
    Random random = new Random(1);
    Path file = root.resolve("file");
    Files.write(file, content(0));
    boolean leftADraft = false;
    int stored = 0;
    int answered = 0;
    for (int round = 0; round < KILLS; round++) {
      try (Program program = Program.run(variant.words("--files=" + root))) {
        int port = program.port();
        assertThat(names()).as("after the start of round %s", round).containsExactly("file");
        boolean isSlow = round % 2 == 0;
        int before = stored;
        AtomicInteger acknowledged = new AtomicInteger(before);
        CountDownLatch first = new CountDownLatch(1);
        Thread writer =
            Thread.ofPlatform()
                .daemon()
                .start(() -> putUntilKilled(port, isSlow, acknowledged, first));
        if (!isSlow) {
          assertThat(first.await(10, TimeUnit.SECONDS)).as("a PUT is answered").isTrue();
        }
        Thread.sleep(random.nextInt(30, 150));
        program.signal("KILL").end();
        writer.join();
        stored = assertOldOrNew(Files.readAllBytes(file), acknowledged.get());
        answered += acknowledged.get() - before;
      }
      leftADraft |= names().size() > 1;
    }
    assertThat(leftADraft).as("a kill met a PUT").isTrue();
    assertThat(answered).as("PUTs that were answered").isPositive();
  }

  /** The last content that was acknowledged is there, or the next one; returns its number. */
  private static int assertOldOrNew(byte[] left, int acknowledged) {
    assertThat(left).hasSize(CONTENT_BYTES);
    int next = acknowledged + 1;
    boolean isNext = left[0] == content(next)[0];
    assertThat(left).isEqualTo(content(isNext ? next : acknowledged));
    return isNext ? next : acknowledged;
  }

  /** A fast client is often between two files when the kill comes, a slow one hardly ever. */
  private static void putUntilKilled(
      int port, boolean isSlow, AtomicInteger acknowledged, CountDownLatch first) {
    try (Client client = new Client(port)) {
      while (true) {
        byte[] content = content(acknowledged.get() + 1);
        client.ask("PUT /files/file", "Content-Length: " + CONTENT_BYTES);
        for (int start = 0; start < CONTENT_BYTES; start += PIECE_BYTES) {
          client.send(Arrays.copyOfRange(content, start, start + PIECE_BYTES));
          Thread.sleep(isSlow ? 2 : 0);
        }
        assertThat(client.read().status()).isEqualTo(204);
        acknowledged.incrementAndGet();
        first.countDown();
      }
    } catch (IOException e) {
      // killed
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
  private static final int CONTENT_BYTES = 3 << 20;

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
    for (int round = 0; round < KILLS; round++) {
      try (Program program = Program.run(variant.words("--files=" + root))) {
        int port = program.port();
        assertThat(names()).as("after the start of round %s", round).containsExactly("file");
        Thread writer = Thread.ofPlatform().daemon().start(() -> putUntilKilled(port));
        Thread.sleep(random.nextInt(20, 120));
        program.signal("KILL").end();
        writer.join();
      }
      byte[] left = Files.readAllBytes(file);
      assertThat(left).hasSize(CONTENT_BYTES);
      assertThat(left).isEqualTo(content(left[0] - 'A'));
      leftADraft |= names().size() > 1;
    }
    assertThat(leftADraft).as("a kill met a PUT").isTrue();
  }

  private static void putUntilKilled(int port) {
    try (Client client = new Client(port)) {
      for (int i = 1; ; i++) {
        client.ask("PUT /files/file", "Content-Length: " + CONTENT_BYTES).send(content(i));
        client.read();
      }
    } catch (IOException e) {
      // killed
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}

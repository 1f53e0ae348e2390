package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.HeadOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of small files that have left the cache while slow clients still receive them. */
class LeftoversTest {
  private static final int SIZE = 20_000;
  private static final int FILES = 5;

  @TempDir private Path root;
  private final Instant begin = Instant.now();
  private final FileCache cache = new FileCache(FILES * SIZE, 10, Duration.ofDays(-1));
  private long changes;

  private StaticFiles files() throws IOException {
    return new StaticFiles(
        StaticFilesConfig.of(root).withCache(cache), () -> begin.plusSeconds(2 * changes));
  }

  /** Changes the file, and asks for it when that is noticed. */
  private Body next(StaticFiles files) throws IOException {
    changes++;
    Files.writeString(root.resolve("file"), Long.toString(changes).repeat(SIZE));
    return files.handle(HeadOf.get("/file").request()).body();
  }

  @Test
  void countUntilTheLastClientHasThem() throws IOException {
    StaticFiles files = files();
    try (Body first = next(files)) {
      try (Body again = files.handle(HeadOf.get("/file").request()).body()) {
        assertThat(again).isInstanceOf(Body.Bytes.class);
        next(files).close();
        assertThat(cache.leftovers().usedBytes()).isEqualTo(SIZE);
      }
      assertThat(first.length()).isEqualTo(SIZE);
      assertThat(cache.leftovers().usedBytes()).as("one of two clients is done").isEqualTo(SIZE);
    }
    assertThat(cache.leftovers().usedBytes()).isZero();
  }

  @Test
  void areBounded() throws IOException {
    StaticFiles files = files();
    List<Body> slow = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Body body = next(files);
      slow.add(body);
      assertThat(body).isInstanceOf(Body.Bytes.class);
    }
    try (Body open = next(files)) {
      assertThat(cache.leftovers().usedBytes()).isEqualTo(FILES * SIZE);
      assertThat(open).as("when there are too many").isInstanceOf(Body.Region.class);
    }
    slow.forEach(Body::close);
    try (Body inMemory = next(files)) {
      assertThat(inMemory).isInstanceOf(Body.Bytes.class);
    }
  }
}

package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.EntityTag;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change while they are loaded: small ones stay in memory, large ones open. */
class FileLoaderTest {
  private static final int TINY = 10;
  private static final int SMALL = 20_000;
  private static final int LARGE = 100_000;

  /** The cache keeps every file, however young it is. */
  private static final Duration ANY_AGE = Duration.ofDays(-1);

  @TempDir private Path root;

  /** To this time, the file has not just changed. */
  private final Instant later = Instant.now().plusSeconds(3_600);

  private Response load(FileFields fields, InstantSource clock) throws IOException {
    FileCache cache = new FileCache(10 << 20, 10, ANY_AGE);
    StaticFilesConfig config = StaticFilesConfig.of(root).withCache(cache).withFields(fields);
    Response response = new StaticFiles(config, clock).handle(HeadOf.get("/file").request());
    response.body().close();
    cache.close();
    return response;
  }

  private Response load(InstantSource clock) throws IOException {
    return load(FileFields.NONE, clock);
  }

  private void write(int size) throws IOException {
    Files.write(root.resolve("file"), new byte[size]);
  }

  /** Puts another file in place, which is longer. */
  private void replace() {
    try {
      Path next = root.resolve("next");
      Path file = root.resolve("file");
      Files.write(next, new byte[(int) Files.size(file) + 1]);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EntityTag tag(Response response) {
    return response.first(HeaderName.ETAG).flatMap(EntityTag::parse).orElseThrow();
  }

  /** The file grows when the loader asks for its fields. */
  @ParameterizedTest
  @ValueSource(ints = {TINY, SMALL, LARGE})
  void aStrongTagIsForTheContentThatItComesWith(int size) throws IOException {
    write(size);
    EntityTag before = tag(load(() -> later));
    FileFields growing =
        (_, _) -> {
          try {
            write(size + 1);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return List.of();
        };
    Response response = load(growing, () -> later);
    assertThat(before.isWeak()).isFalse();
    assertThat(tag(response).equals(before)).isEqualTo(response.body().length() == size);
  }

  /** It is replaced whenever the loader looks at the clock, which it also does while it is open. */
  @ParameterizedTest
  @ValueSource(ints = {TINY, SMALL, LARGE})
  void anOlderContentHasNotTheTagOfANewerOne(int size) throws IOException {
    write(size);
    Response older =
        load(
            () -> {
              replace();
              return later;
            });
    Response newer = load(InstantSource.system());
    assertThat(older.body().length()).isLessThan(newer.body().length());
    assertThat(tag(older).isWeak()).isTrue();
    assertThat(tag(newer).equalsWeakly(tag(older))).isFalse();
  }
}

package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come from the cache, with a manual clock: how long, and what is noticed when. */
class FileCacheTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;
  private static final long STALE = FileCache.MAX_STALE.toNanos();
  private static final String SMALL = "small content";
  private static final String LARGE = "0123456789".repeat(10_000);

  /** With it, a file may be kept however young it is. */
  private static final Duration NEVER_TOO_YOUNG = Duration.ofDays(-1);

  @TempDir private Path folder;
  private Path root = Path.of("");
  private Path outside = Path.of("");
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private long nanos;

  @BeforeEach
  void writeFiles() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    outside = Files.createDirectories(folder.resolve("outside"));
    for (Path each : List.of(root, outside)) {
      Files.createDirectories(each.resolve("in"));
      Files.writeString(each.resolve("in/small.txt"), SMALL);
      Files.writeString(each.resolve("in/large.txt"), LARGE);
    }
  }

  private StaticFiles files(long maxBytes, Duration settled) throws IOException {
    InstantSource clock = () -> begin.plusNanos(nanos);
    return new StaticFiles(
        StaticFilesConfig.of(root).withCache(new FileCache(maxBytes, 1_000, settled)), clock);
  }

  private StaticFiles files(InstantSource clock) throws IOException {
    FileCache cache = new FileCache(10 << 20, 1_000, NEVER_TOO_YOUNG);
    return new StaticFiles(StaticFilesConfig.of(root).withCache(cache), clock);
  }

  private StaticFiles files() throws IOException {
    return files(10 << 20, NEVER_TOO_YOUNG);
  }

  private static String get(StaticFiles files, String target) {
    try {
      return content(files.handle(HeadOf.get(target).request()));
    } catch (HttpException e) {
      return e.status().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (response.body()) {
      case Body.Bytes bytes -> out.write(bytes.bytes(), bytes.from(), bytes.to() - bytes.from());
      case Body.Region region ->
          region.file().transferTo(region.position(), region.length(), Channels.newChannel(out));
      case Body.Stream _ -> throw new AssertionError("a stream");
    }
    response.body().close();
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void answersForAWhileWithoutTheDisk(Kind kind) throws IOException {
    StaticFiles files = files();
    assertThat(get(files, kind.target)).isEqualTo(kind.content);
    Files.delete(root.resolve(kind.path));
    nanos += STALE - MILLISECOND;
    assertThat(get(files, kind.target)).isEqualTo(kind.content);
    nanos += MILLISECOND;
    assertThat(get(files, kind.target)).startsWith("404");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aClosedCacheKeepsNothing(Kind kind) throws IOException {
    FileCache cache = new FileCache(10 << 20, 1_000, NEVER_TOO_YOUNG);
    StaticFiles files =
        new StaticFiles(StaticFilesConfig.of(root).withCache(cache), () -> begin.plusNanos(nanos));
    Response begun = files.handle(HeadOf.get(kind.target).request());
    cache.close();
    assertThat(content(begun)).isEqualTo(kind.content);
    assertThat(get(files, kind.target)).isEqualTo(kind.content);
    Files.delete(root.resolve(kind.path));
    assertThat(get(files, kind.target)).startsWith("404");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void partsOfACacheHaveTheirOwnPathsAndOneEnd(Kind kind) throws IOException {
    Files.writeString(
        outside.resolve(kind.path), kind.content.replace(kind.content.charAt(0), '#'));
    FileCache whole = new FileCache(10 << 20, 1_000, NEVER_TOO_YOUNG);
    InstantSource clock = () -> begin.plusNanos(nanos);
    StaticFiles here = new StaticFiles(StaticFilesConfig.of(root).withCache(whole.part()), clock);
    StaticFiles there =
        new StaticFiles(StaticFilesConfig.of(outside).withCache(whole.part()), clock);
    for (int round = 0; round < 2; round++) {
      assertThat(get(here, kind.target)).isEqualTo(kind.content);
      assertThat(get(there, kind.target)).startsWith("#");
    }
    Files.delete(root.resolve(kind.path));
    assertThat(get(here, kind.target)).as("it is kept").isEqualTo(kind.content);
    here.expire();
    assertThat(get(here, kind.target)).startsWith("404");
    whole.close();
    Files.delete(outside.resolve(kind.path));
    assertThat(get(there, kind.target)).startsWith("404");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aChangeThatIsToldIsSeenAtOnce(Kind kind) throws IOException {
    StaticFiles files = files();
    assertThat(get(files, kind.target)).isEqualTo(kind.content);
    nanos += MILLISECOND;
    Change.REPLACED.apply(root, outside, kind);
    assertThat(get(files, kind.target)).isEqualTo(kind.content);
    files.expire();
    assertThat(get(files, kind.target)).isNotEqualTo(kind.content);
  }

  /** The change happens when the handler looks at the clock for this time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aChangeThatIsToldWhileAFileIsOpenedIsSeenByTheNextRequest(int look) throws IOException {
    AtomicInteger looks = new AtomicInteger();
    AtomicReference<StaticFiles> files = new AtomicReference<>();
    InstantSource clock =
        () -> {
          nanos += MILLISECOND;
          if (looks.incrementAndGet() == look) {
            change(Kind.SMALL_FILE);
            files.get().expire();
          }
          return begin.plusNanos(nanos);
        };
    files.set(files(clock));
    while (looks.get() < look) {
      get(files.get(), "/in/small.txt");
    }
    assertThat(get(files.get(), "/in/small.txt")).isNotEqualTo(SMALL);
  }

  private void change(Kind kind) {
    try {
      Change.REPLACED.apply(root, outside, kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two ways to keep a file. */
  enum Kind {
    SMALL_FILE("in/small.txt", SMALL),
    LARGE_FILE("in/large.txt", LARGE);

    private final String path;
    private final String target;
    private final String content;

    Kind(String path, String content) {
      this.path = path;
      this.target = "/" + path;
      this.content = content;
    }
  }

  /** What may happen to a file. */
  enum Change {
    WRITTEN_IN_PLACE,
    WRITTEN_WITH_THE_OLD_TIME,
    GROWN,
    REPLACED,
    DELETED,
    LINKED_OUTSIDE,
    FOLDER_LINKED_OUTSIDE;

    private void apply(Path root, Path outside, Kind kind) throws IOException {
      Path file = root.resolve(kind.path);
      String changed = kind.content.replace('o', '0').replace('1', 'I');
      FileTime before = Files.getLastModifiedTime(file);
      switch (this) {
        case WRITTEN_IN_PLACE -> Files.writeString(file, changed);
        case WRITTEN_WITH_THE_OLD_TIME -> {
          Files.writeString(file, changed);
          Files.setLastModifiedTime(file, before);
        }
        case GROWN -> Files.writeString(file, "more", StandardOpenOption.APPEND);
        case REPLACED -> {
          Path next = Files.writeString(root.resolve("next"), changed);
          Files.setLastModifiedTime(next, before);
          Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
        case DELETED -> Files.delete(file);
        case LINKED_OUTSIDE -> {
          Files.delete(file);
          Files.createSymbolicLink(file, outside.resolve(kind.path));
        }
        case FOLDER_LINKED_OUTSIDE -> {
          Files.move(root.resolve("in"), outside.resolve("moved"));
          Files.createSymbolicLink(root.resolve("in"), outside.resolve("moved"));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void everyChangeIsNoticed(Change change) throws IOException, InterruptedException {
    for (Kind kind : Kind.values()) {
      StaticFiles files = files();
      assertThat(get(files, kind.target)).isEqualTo(kind.content);
      // a change within the same tick of the file system's clock would not show
      Thread.sleep(20);
      change.apply(root, outside, kind);
      nanos += STALE;
      assertThat(get(files, kind.target))
          .as("%s %s", kind, change)
          .isEqualTo(get(files(0, NEVER_TOO_YOUNG), kind.target))
          .isNotEqualTo(kind.content);
      writeAgain();
    }
  }

  private void writeAgain() throws IOException {
    Files.deleteIfExists(outside.resolve("moved/small.txt"));
    Files.deleteIfExists(outside.resolve("moved/large.txt"));
    Files.deleteIfExists(outside.resolve("moved"));
    if (Files.isSymbolicLink(root.resolve("in"))) {
      Files.delete(root.resolve("in"));
    } else {
      Files.deleteIfExists(root.resolve("in/small.txt"));
      Files.deleteIfExists(root.resolve("in/large.txt"));
    }
    writeFiles();
  }

  @Test
  void anUnchangedFileIsKeptHoweverOftenItIsChecked() throws IOException {
    StaticFiles files = files();
    Response first = files.handle(HeadOf.get("/in/small.txt").request());
    for (int i = 0; i < 10; i++) {
      nanos += STALE;
      assertThat(files.handle(HeadOf.get("/in/small.txt").request())).isSameAs(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileThatWasServedLatelyNeedsNoWorker(Kind kind) throws IOException {
    StaticFiles files = files();
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.BRIEFLY);
    get(files, kind.target);
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.NEVER);
    nanos += STALE - MILLISECOND;
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.NEVER);
    nanos += MILLISECOND;
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.BRIEFLY);
    get(files, kind.target);
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.NEVER);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aChangeThatIsToldNeedsAWorker(Kind kind) throws IOException {
    StaticFiles files = files();
    get(files, kind.target);
    files.expire();
    assertThat(files.prepare(HeadOf.get(kind.target)).blocking()).isEqualTo(Blocking.BRIEFLY);
  }

  /** A loop that was promised not to wait must not find that the file has to be checked. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsAtHandIsSentWithoutAnotherLook(Kind kind) throws Exception {
    StaticFiles files = files();
    get(files, kind.target);
    Handler prepared = files.prepare(HeadOf.get(kind.target));
    Files.delete(root.resolve(kind.path));
    nanos += STALE;
    assertThat(content(prepared.handle(HeadOf.get(kind.target).request()))).isEqualTo(kind.content);
  }

  @Test
  void aClockThatIsSetBackMakesNothingLastLonger() throws IOException {
    StaticFiles files = files();
    get(files, "/in/small.txt");
    Files.delete(root.resolve("in/small.txt"));
    nanos -= 3600 * SECOND;
    assertThat(get(files, "/in/small.txt")).startsWith("404");
  }

  @Test
  void aFileThatHasJustChangedIsNotKept() throws IOException {
    StaticFiles files = files(10 << 20, Duration.ofHours(1));
    get(files, "/in/small.txt");
    assertThat(files.prepare(HeadOf.get("/in/small.txt")).blocking()).isEqualTo(Blocking.BRIEFLY);
  }

  @Test
  void aCacheOfSizeZeroKeepsNothing() throws IOException {
    StaticFiles files = files(0, NEVER_TOO_YOUNG);
    get(files, "/in/small.txt");
    get(files, "/in/large.txt");
    assertThat(files.prepare(HeadOf.get("/in/small.txt")).blocking()).isEqualTo(Blocking.BRIEFLY);
    assertThat(files.prepare(HeadOf.get("/in/large.txt")).blocking()).isEqualTo(Blocking.BRIEFLY);
  }

  @Test
  void theSizeOfTheCacheIsBounded() throws IOException {
    StaticFiles files = files(100 << 10, NEVER_TOO_YOUNG);
    for (int i = 0; i < 100; i++) {
      Files.writeString(root.resolve(i + ".txt"), "x".repeat(4 << 10));
      get(files, "/" + i + ".txt");
    }
    long kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += files.prepare(HeadOf.get("/" + i + ".txt")).blocking() == Blocking.NEVER ? 1 : 0;
    }
    assertThat(kept).isBetween(1L, 25L);
  }

  @Test
  void aPathWithRepeatedSlashesIsNotKept() throws IOException {
    StaticFiles files = files();
    assertThat(get(files, "/in//small.txt")).isEqualTo(SMALL);
    assertThat(files.prepare(HeadOf.get("/in//small.txt")).blocking()).isEqualTo(Blocking.BRIEFLY);
  }
}

package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.http.Body;
import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody in the tree replaces a folder by a link to another one, again and again. */
class SwappedFolderTest {
  private static final int ROUNDS = 3_000;
  private static final int MIN_SWAPS = 100;

  /** How long to wait for that on a slow machine. */
  private static final long MAX_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir Path root;
  @TempDir Path outside;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicInteger swaps = new AtomicInteger();
  private int done;
  private int refused;
  private Path folder;
  private Path aside;
  private Path link;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(root.resolve("folder"));
    aside = root.resolve("aside");
    link = root.resolve("link");
    Files.writeString(folder.resolve("a"), "inside");
    Files.writeString(outside.resolve("a"), "secret");
  }

  /** Swaps until the test is over. */
  private @Nullable Void swap() throws IOException {
    while (!isOver.get()) {
      Files.createSymbolicLink(link, outside);
      Files.move(folder, aside);
      Files.move(link, folder);
      Files.move(folder, link);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(link);
      swaps.incrementAndGet();
    }
    return null;
  }

  /** Makes requests until there were many swaps, and some requests were done, others refused. */
  private void whileSwapping(Requests requests) throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> swapping = threads.submit(this::swap);
      long start = System.nanoTime();
      try {
        do {
          requests.make();
        } while (!isEnough() && !swapping.isDone() && System.nanoTime() - start < MAX_NANOS);
      } finally {
        isOver.set(true);
      }
      swapping.get();
    }
    assertThat(swaps).hasValueGreaterThanOrEqualTo(MIN_SWAPS);
    assertThat(done).as("done; %s refused", refused).isPositive();
    assertThat(refused).as("refused; %s done", done).isPositive();
  }

  private boolean isEnough() {
    return swaps.get() >= MIN_SWAPS && done > 0 && refused > 0;
  }

  private interface Requests {
    void make() throws Exception;
  }

  @Test
  void noChangeIsLedOutside() throws Exception {
    FileStore store = FileStore.open(root, StoreLimits.NONE, false, _ -> {});
    whileSwapping(() -> changeAgainAndAgain(store));
    assertThat(outside.resolve("a")).hasContent("secret");
    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files).hasSize(1);
    }
  }

  private void changeAgainAndAgain(FileStore store) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try {
        change(store, i);
        done++;
      } catch (HttpException e) {
        assertThat(e.status().code()).as(e.reason()).isIn(404, 409);
        refused++;
      }
    }
  }

  private static void change(FileStore store, int round) throws Exception {
    FilePath path = FilePath.of(Octets.of("folder/a"));
    ByteArrayInputStream content =
        new ByteArrayInputStream("inside".getBytes(StandardCharsets.UTF_8));
    try (Draft draft = store.receive(path, content, 6)) {
      if (round % 2 == 0) {
        store.publish(draft, SwappedFolderTest::requireFile);
      } else {
        store.append(draft, Condition.NONE);
      }
    }
  }

  /** While the folder is away, a new one would be in the way of the old one. */
  private static void requireFile(boolean exists) {
    if (!exists) {
      throw new HttpException(Status.NOT_FOUND, "no such file");
    }
  }

  @Test
  void nothingOutsideIsServed() throws Exception {
    StaticFiles files = new StaticFiles(root, InstantSource.system());
    whileSwapping(() -> readAgainAndAgain(files));
  }

  private void readAgainAndAgain(StaticFiles files) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try {
        Response response = files.handle(HeadOf.get("/folder/a").request());
        assertThat(text(response.body())).isEqualTo("inside");
        done++;
      } catch (HttpException e) {
        assertThat(e.status().code()).as(e.reason()).isIn(403, 404);
        refused++;
      }
    }
  }

  private static String text(Body body) throws IOException {
    try (body) {
      return switch (body) {
        case Body.Bytes b ->
            new String(b.bytes(), b.from(), b.to() - b.from(), StandardCharsets.UTF_8);
        case Body.Region region -> {
          ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
          region.file().read(bytes, 0);
          yield new String(bytes.array(), StandardCharsets.UTF_8);
        }
        case Body.Stream _ -> throw new AssertionError("a file is not a stream");
      };
    }
  }
}

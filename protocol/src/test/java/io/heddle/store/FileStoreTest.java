package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import io.heddle.store.FileStore.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest implements StoreActions {
  @TempDir Path root;
  private final AtomicInteger changes = new AtomicInteger();
  private FileStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  private FileStore open() throws IOException {
    return FileStore.open(root, StoreLimits.NONE, false, _ -> changes.incrementAndGet());
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public FileStore store() {
    return store;
  }

  @Test
  void createsThenReplaces() throws Exception {
    assertThat(put("a", "1", -1)).as("new").isTrue();
    assertThat(put("a", "2")).as("new").isFalse();
    assertThat(read("a")).isEqualTo("2");
    assertThat(tree()).containsExactly("a");
    assertThat(changes).hasValue(2);
  }

  @Test
  void createsMissingFolders() throws Exception {
    put("x/y/a", "1");
    put("x/z/b", "2");
    assertThat(tree()).containsExactly("x", "x/y", "x/y/a", "x/z", "x/z/b");
  }

  @Test
  void nobodySeesADraft() throws Exception {
    put("a", "old");
    try (Draft draft = store.receive(path("a"), content("new"), 3)) {
      assertThat(read("a")).isEqualTo("old");
      assertThat(tree()).hasSize(2).anyMatch(name -> name.startsWith("."));
      assertThat(draft.length()).isEqualTo(3);
    }
    assertThat(read("a")).isEqualTo("old");
    assertThat(tree()).containsExactly("a");
  }

  @Test
  void aBrokenStreamLeavesNothing() throws Exception {
    InputStream end =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client is gone");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream broken = new SequenceInputStream(content("x".repeat(100_000)), end);
    assertThatThrownBy(() -> store.receive(path("x/a"), broken, 200_000))
        .hasMessage("the client is gone");
    assertThat(tree()).isEmpty();
    assertThat(store.usedBytes()).isZero();
  }

  @Test
  void aConditionIsEvaluatedAtTheMomentOfTheChange() throws Exception {
    try (Draft draft = store.receive(path("a"), content("mine"), 4)) {
      put("a", "theirs");
      Condition isNew =
          exists -> {
            if (exists) {
              throw new HttpException(Status.CONFLICT, "exists");
            }
          };
      assertRefused(409, () -> store.publish(draft, isNew));
    }
    assertThat(read("a")).isEqualTo("theirs");
  }

  @Test
  void appendsToAFile() throws Exception {
    put("a", "1");
    append("a", "2");
    append("a", "");
    append("a", "3".repeat(100_000));
    assertThat(read("a")).isEqualTo("12" + "3".repeat(100_000));
    assertThat(store.usedBytes()).isEqualTo(100_002);
    assertRefused(404, () -> append("b", "1"));
    assertThat(tree()).containsExactly("a");
  }

  @Test
  void deletesAFile() throws Exception {
    put("x/a", "1");
    store.delete(path("x/a"), Condition.NONE);
    assertThat(tree()).containsExactly("x");
    assertThat(store.usedBytes()).isZero();
    assertRefused(404, () -> store.delete(path("x/a"), Condition.NONE));
    assertRefused(404, () -> store.delete(path("y/a"), Condition.NONE));
  }

  /** Its condition is evaluated last. */
  @Test
  void aFileThatAnotherProgramHasJustRemovedIsNotFound() throws Exception {
    Condition removes = _ -> Files.delete(root.resolve("a"));
    put("a", "1");
    assertRefused(404, () -> store.delete(path("a"), removes));
    put("a", "1");
    try (Draft draft = store.receive(path("a"), content("2"), 1)) {
      assertRefused(404, () -> store.append(draft, removes));
    }
    assertThat(tree()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "link", "link/a", "file/a", "dangling", "dangling/a"})
  void changesOnlyFiles(String path, @TempDir Path outside) throws Exception {
    Files.createDirectory(root.resolve("folder"));
    Files.writeString(root.resolve("file"), "old");
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("none"));
    List<String> before = tree();
    assertRefused(409, () -> store.check(path(path), 0, Condition.NONE));
    assertRefused(409, () -> put(path, "x"));
    assertRefused(409, () -> append(path, "x"));
    assertRefused(409, () -> store.delete(path(path), Condition.NONE));
    assertThat(tree()).isEqualTo(before);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aLinkToAFileIsNotWrittenThrough(@TempDir Path outside) throws Exception {
    Path secret = Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("link"), secret);
    assertRefused(409, () -> put("link", "x"));
    assertRefused(409, () -> append("link", "x"));
    assertThat(secret).hasContent("secret");
  }

  @Test
  void aChangeThatWaitsDelaysNoOtherFile() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Condition slow =
        _ -> {
          waits.countDown();
          mayEnd.await();
        };
    put("slow", "old");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> change =
          threads.submit(
              () -> {
                store.delete(path("slow"), slow);
                return null;
              });
      waits.await();
      Future<?> others =
          threads.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  put("other-" + i, "1");
                }
                return null;
              });
      try {
        others.get(20, TimeUnit.SECONDS);
      } finally {
        mayEnd.countDown();
      }
      change.get();
    }
    assertThat(root.resolve("slow")).doesNotExist();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aDraftThatBecomesShorterChangesNothing() throws Exception {
    put("a", "old");
    try (Draft draft = store.receive(path("a"), content("x".repeat(5_000)), 5_000)) {
      String hidden =
          tree().stream().filter(name -> name.startsWith(".")).findFirst().orElseThrow();
      Files.writeString(root.resolve(hidden), "x".repeat(1_000));
      assertThatThrownBy(() -> store.append(draft, Condition.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has become shorter: it ends at byte 1000 of 5000");
    }
    assertThat(read("a")).isEqualTo("old");
    assertThat(store.usedBytes()).isEqualTo(3);
  }

  @Test
  void leftoversAreClearedAtTheStart() throws Exception {
    put("x/a", "1");
    Files.writeString(root.resolve(Draft.newName()), "half");
    Files.writeString(root.resolve("x").resolve(Draft.newName()), "half");
    Files.createDirectory(root.resolve(Draft.newName()));
    Files.writeString(root.resolve(".hidden"), "kept");
    store = open();
    assertThat(tree()).containsExactly(".hidden", "x", "x/a");
    assertThat(store.usedBytes()).isEqualTo(5);
  }

  @Test
  void aDraftOfThisProcessIsKept() throws Exception {
    try (Draft draft = store.receive(path("a"), content("1"), 1)) {
      assertThat(open().usedBytes()).isEqualTo(1);
      assertThat(store.publish(draft, Condition.NONE)).isTrue();
    }
    assertThat(read("a")).isEqualTo("1");
  }

  /** Another process has the same folder, and its drafts are locked. */
  @Test
  void aDraftOfALivingProcessIsKept() throws Exception {
    Path draft = Files.writeString(root.resolve(Draft.newName()), "growing");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process other =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Locker.class.getName(),
                draft.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('L');
      open();
      assertThat(draft).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }
    open();
    assertThat(draft).doesNotExist();
  }

  /** Locks a file until it is killed. */
  static final class Locker {
    private Locker() {}

    public static void main(String... words) throws Exception {
      try (FileChannel file = FileChannel.open(Path.of(words[0]), StandardOpenOption.WRITE)) {
        file.lock();
        System.out.print("L");
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void anInterruptLeavesNothing() throws Exception {
    put("a", "old");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> put("a", "new")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).as("flag").isFalse();
    assertThat(tree()).containsExactly("a");
    assertThat(read("a")).isEqualTo("old");
  }

  @Test
  void refusesAFolderThatDoesNotExist() {
    Path none = root.resolve("none");
    assertThatThrownBy(() -> FileStore.open(none, StoreLimits.NONE, false, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot store files in " + none + ": not a folder; name one that exists");
  }
}

package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
  private static final int FILES = 100;

  @TempDir Path root;
  private FileStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  private FileStore open() throws IOException {
    return FileStore.open(root, StoreLimits.NONE, false, _ -> {});
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    }
  }

  @Test
  void findsFreeNames() throws Exception {
    try (Batch batch = store.batch()) {
      for (String name : List.of("a.txt", "a.txt", "a.txt", "b", "b", "c.tar.gz", "c.tar.gz")) {
        batch.receive(name, content("x"));
      }
      assertThat(batch.publish())
          .extracting(stored -> stored.path().toString())
          .containsExactly("a.txt", "a-2.txt", "a-3.txt", "b", "b-2", "c.tar.gz", "c.tar-2.gz");
    }
    assertThat(names()).hasSize(7);
    assertThat(store.usedBytes()).isEqualTo(7);
    assertThat(store.usedEntries()).isEqualTo(7);
  }

  @Test
  void keepsFewFilesOpen() throws Exception {
    int before = descriptors();
    List<Integer> open = new ArrayList<>();
    try (Batch batch = store.batch()) {
      for (int i = 0; i < FILES; i++) {
        batch.receive("a" + i, content("x"));
        open.add(descriptors() - before);
      }
      batch.publish();
      open.add(descriptors() - before);
    }
    assertThat(open).allMatch(count -> count <= 5);
    assertThat(descriptors()).isEqualTo(before);
    assertThat(names()).hasSize(FILES);
  }

  @Test
  void leavesNothingUnlessItIsPublished() throws Exception {
    InputStream broken =
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
    try (Batch batch = store.batch()) {
      batch.receive("a", content("1"));
      assertThatThrownBy(() -> batch.receive("b", broken)).hasMessage("the client is gone");
    }
    assertThat(names()).isEmpty();
    assertThat(store.usedBytes()).isZero();
    assertThat(store.usedEntries()).isZero();
  }

  /** As if there were no descriptor left for the folder. */
  @Test
  void leavesNothingEvenIfItsFolderCannotBeOpenedAgain() throws Exception {
    Path folder = Files.createDirectory(root.resolve("folder"));
    Path moved = root.resolve("moved");
    store = FileStore.open(folder, StoreLimits.NONE, false, _ -> {});
    try (Batch batch = store.batch()) {
      batch.receive("a", content("1"));
      batch.receive("b", content("2"));
      Files.move(folder, moved);
    }
    assertThat(moved).isEmptyDirectory();
    assertThat(store.usedBytes()).isZero();
    assertThat(store.usedEntries()).isZero();
  }

  /** Another store, as after a start of the server next to one that still runs. */
  @Test
  void isKeptWhileItIsInUse() throws Exception {
    try (Batch batch = store.batch()) {
      batch.receive("a", content("1"));
      batch.receive("b", content("2"));
      open();
      batch.publish();
    }
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void leftoversAreClearedAtTheStart() throws Exception {
    String name = Draft.newName();
    Files.createFile(root.resolve(name));
    Files.writeString(root.resolve(Draft.nameInBatch(name, 1)), "half");
    Files.writeString(root.resolve(Draft.nameInBatch(Draft.newName(), 7)), "half");
    assertThat(open().usedEntries()).isZero();
    assertThat(names()).isEmpty();
  }
}

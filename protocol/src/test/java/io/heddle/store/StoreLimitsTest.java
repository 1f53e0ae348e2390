package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store holds no more than it may. */
class StoreLimitsTest implements StoreActions {
  private static final long NO_QUOTA = Long.MAX_VALUE;

  @TempDir Path root;
  private FileStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = open(StoreLimits.NONE);
  }

  private FileStore open(long maxBytes) throws IOException {
    return open(new StoreLimits(maxBytes, Long.MAX_VALUE));
  }

  private FileStore open(StoreLimits limits) throws IOException {
    return FileStore.open(root, limits, false, _ -> {});
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
  void filesAndFoldersAreBounded() throws Exception {
    Files.createDirectory(root.resolve("there"));
    store = open(new StoreLimits(NO_QUOTA, 4));
    put("x/a", "1");
    put("b", "1");
    assertThat(store.usedEntries()).isEqualTo(4);
    assertRefused(507, () -> put("c", "1"));
    assertRefused(507, () -> store.check(path("c"), 1, Condition.NONE));
    assertRefused(507, () -> store.batch().close());
    store.delete(path("b"), Condition.NONE);
    assertThat(store.usedEntries()).isEqualTo(3);
    assertRefused(507, () -> put("y/z/a", "1"));
    put("x/a", "2");
    append("x/a", "3");
    assertThat(store.usedEntries()).isEqualTo(3);
    assertThat(read("x/a")).isEqualTo("23");
    assertThat(tree()).containsExactly("there", "x", "x/a");
  }

  @Test
  void aFileThatIsRefusedLeavesNoFolder() throws Exception {
    put("a", "1");
    put("b", "1");
    store = open(new StoreLimits(NO_QUOTA, 4));
    assertRefused(507, () -> store.check(path("y/z/a"), 1, Condition.NONE));
    assertRefused(507, () -> put("y/z/a", "1"));
    assertThat(tree()).containsExactly("a", "b");
    assertThat(store.usedEntries()).isEqualTo(2);
    put("y/a", "1");
    assertThat(store.usedEntries()).isEqualTo(4);
  }

  @Test
  void aFormMayHaveTheLastEntry() throws Exception {
    put("a", "1");
    store = open(new StoreLimits(NO_QUOTA, 2));
    try (Batch batch = store.batch()) {
      batch.receive("b", new ByteArrayInputStream(new byte[1]));
      assertRefused(507, () -> batch.receive("c", new ByteArrayInputStream(new byte[1])));
      batch.publish();
    }
    assertThat(tree()).containsExactly("a", "b");
    assertThat(store.usedEntries()).isEqualTo(2);
    assertRefused(507, () -> store.batch().close());
  }

  @Test
  void foldersStayAndCount() throws Exception {
    put("x/y/a", "1");
    store.delete(path("x/y/a"), Condition.NONE);
    assertThat(tree()).containsExactly("x", "x/y");
    assertThat(store.usedEntries()).isEqualTo(2);
  }

  @Test
  void theQuotaCountsFilesAndDrafts() throws Exception {
    Files.writeString(root.resolve("there"), "1234");
    store = open(10);
    put("a", "12345");
    assertThat(store.usedBytes()).isEqualTo(9);
    assertRefused(507, () -> put("b", "12"));
    assertRefused(507, () -> append("a", "12"));
    assertRefused(507, () -> store.check(path("b"), 2, Condition.NONE));
    put("b", "1");
    store.delete(path("there"), Condition.NONE);
    append("a", "1234");
    assertThat(store.usedBytes()).isEqualTo(10);
    assertThat(tree()).containsExactly("a", "b");
  }

  @Test
  void aReplacedFileCountsNoMore() throws Exception {
    store = open(10);
    for (int i = 0; i < 5; i++) {
      put("a", "12345");
    }
    assertThat(store.usedBytes()).isEqualTo(5);
  }
}

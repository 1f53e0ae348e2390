package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a folder when a store opens. */
class InventoryTest {
  @TempDir Path root;

  private void run(String commands) throws Exception {
    Process shell = new ProcessBuilder("sh", "-ec", commands).directory(root.toFile()).start();
    assertThat(shell.waitFor()).isZero();
  }

  private FileStore open() throws Exception {
    return FileStore.open(root, StoreLimits.NONE, false, _ -> {});
  }

  @Test
  void countsNamesThatAreNoText() throws Exception {
    run(
        """
        odd=$(printf '\\377')
        mkdir "$odd"
        printf 12 > "$odd/a"
        printf 345 > ".heddle-draft-$odd"
        """);
    FileStore store = open();
    assertThat(store.usedEntries()).isEqualTo(3);
    assertThat(store.usedBytes()).isEqualTo(5);
  }
}

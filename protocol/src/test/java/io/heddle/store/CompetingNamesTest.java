package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file and a folder compete for a name: one of them gets it. */
class CompetingNamesTest {
  private static final int ROUNDS = 300;

  @TempDir Path root;
  private FileStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = FileStore.open(root, StoreLimits.NONE, false, _ -> {});
  }

  private Draft receive(String path) throws IOException, InterruptedException {
    return store.receive(
        FilePath.of(Octets.of(path)), new ByteArrayInputStream(new byte[] {'x'}), 1);
  }

  private void put(String path) throws IOException, InterruptedException {
    try (Draft draft = receive(path)) {
      store.publish(draft, Condition.NONE);
    }
  }

  private int status(String path, CyclicBarrier start) throws Exception {
    try (Draft draft = receive(path)) {
      start.await();
      store.publish(draft, Condition.NONE);
      return 201;
    } catch (HttpException e) {
      return e.status().code();
    }
  }

  private long entries() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(path -> !path.equals(root)).count();
    }
  }

  @Test
  void aFileDoesNotReplaceAFolderThatHasJustBeenMade() throws Exception {
    try (Draft draft = receive("a")) {
      assertThatThrownBy(() -> store.publish(draft, _ -> put("a/b")))
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status().code()).isEqualTo(409))
          .hasMessage("this is a folder");
    }
    assertThat(root.resolve("a/b")).hasContent("x");
    assertThat(store.usedEntries()).isEqualTo(2);
  }

  @Test
  void whoComesSecondIsRefused() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < ROUNDS; i++) {
        String name = "a" + i;
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Integer> file = threads.submit(() -> status(name, start));
        Future<Integer> fileInFolder = threads.submit(() -> status(name + "/b", start));
        assertThat(List.of(file.get(), fileInFolder.get())).containsExactlyInAnyOrder(201, 409);
      }
    }
    assertThat(store.usedEntries()).isEqualTo(entries());
  }
}

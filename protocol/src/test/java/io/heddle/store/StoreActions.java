package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a test does with a store, and what it sees in the folder. */
interface StoreActions {
  /** The folder of the store. */
  Path root();

  FileStore store();

  default FilePath path(String path) {
    return FilePath.of(Octets.of(path));
  }

  default InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Stores a file, and returns whether it is new. */
  default boolean put(String path, String text) throws IOException, InterruptedException {
    return put(path, text, text.length());
  }

  /** Stores a file whose content has the announced length, or -1. */
  default boolean put(String path, String text, long length)
      throws IOException, InterruptedException {
    try (Draft draft = store().receive(path(path), content(text), length)) {
      return store().publish(draft, Condition.NONE);
    }
  }

  default void append(String path, String text) throws IOException, InterruptedException {
    try (Draft draft = store().receive(path(path), content(text), text.length())) {
      store().append(draft, Condition.NONE);
    }
  }

  default String read(String path) throws IOException {
    return Files.readString(root().resolve(path));
  }

  /** All paths under the root, with hidden ones. */
  default List<String> tree() throws IOException {
    try (Stream<Path> paths = Files.walk(root())) {
      return paths
          .filter(path -> !path.equals(root()))
          .map(path -> root().relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  default void assertRefused(int status, ThrowingCallable change) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> assertThat(e.status().code()).as(e.reason()).isEqualTo(status));
  }
}

package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Octets;
import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store waits for on the disk (fsync), as the JDK itself records it. */
class SyncTest {
  private static final String FORCE = "jdk.FileForce";

  @TempDir Path root;
  @TempDir Path recordings;

  private interface Change {
    void make() throws Exception;
  }

  private FileStore open(boolean isSynced) throws IOException {
    return FileStore.open(root, StoreLimits.NONE, isSynced, _ -> {});
  }

  private static InputStream content() {
    return new ByteArrayInputStream(new byte[] {'x'});
  }

  private static Draft receive(FileStore store) throws IOException, InterruptedException {
    return store.receive(path(), content(), 1);
  }

  private static FilePath path() {
    return FilePath.of(Octets.of("x/y/a"));
  }

  private static void put(FileStore store) throws IOException, InterruptedException {
    try (Draft draft = receive(store)) {
      store.publish(draft, Condition.NONE);
    }
  }

  private static void append(FileStore store) throws IOException, InterruptedException {
    try (Draft draft = receive(store)) {
      store.append(draft, Condition.NONE);
    }
  }

  private static void upload(FileStore store) throws IOException, InterruptedException {
    try (Batch batch = store.batch()) {
      batch.receive("b", content());
      batch.publish();
    }
  }

  /** What is forced to the disk during a change, in its order: a draft, a folder or a file. */
  private List<String> forced(Change change) throws Exception {
    Path file = recordings.resolve("forces.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(FORCE).withoutThreshold().withoutStackTrace();
      recording.start();
      change.make();
      recording.stop();
      recording.dump(file);
    }
    long thread = Thread.currentThread().threadId();
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getThread().getJavaThreadId() == thread)
        .map(SyncTest::kind)
        .toList();
  }

  private static String kind(RecordedEvent force) {
    String name = Path.of(force.getString("path")).getFileName().toString();
    return Draft.isName(name) ? "draft" : name.equals(".") ? "folder" : "file";
  }

  @Test
  void contentIsOnTheDiskBeforeItsName() throws Exception {
    FileStore store = open(true);
    assertThat(forced(() -> put(store)))
        .as("two folders are made, and the file gets its name")
        .containsExactly("draft", "folder", "folder", "folder");
    assertThat(forced(() -> put(store))).as("replaced").containsExactly("draft", "folder");
    assertThat(forced(() -> append(store))).as("extended").containsExactly("draft", "file");
    assertThat(forced(() -> store.delete(path(), Condition.NONE))).containsExactly("folder");
    assertThat(forced(() -> upload(store))).containsExactly("draft", "folder");
    assertThat(root.resolve("x/y")).isEmptyDirectory();
  }

  @Test
  void nothingIsForcedWithoutTheOption() throws Exception {
    FileStore store = open(true);
    store.use(StoreLimits.NONE, false, _ -> {});
    assertThat(forced(() -> put(store))).isEmpty();
    assertThat(forced(() -> append(store))).isEmpty();
    assertThat(Files.size(root.resolve("x/y/a"))).isEqualTo(2);
    assertThat(forced(() -> store.delete(path(), Condition.NONE))).isEmpty();
  }
}

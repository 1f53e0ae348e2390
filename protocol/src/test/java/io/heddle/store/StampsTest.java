package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Octets;
import io.heddle.store.FileStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each version that a store makes has facts of its own. */
class StampsTest {
  private static final Instant NOW = Instant.parse("2025-11-01T12:00:00.123456789Z");

  @TempDir private Path root;
  private FileStore store;
  private Optional<FileFacts> reported = Optional.empty();

  @BeforeEach
  void openStore() throws IOException {
    store = FileStore.open(root, StoreLimits.NONE, false, version -> reported = version);
  }

  private Draft draft(String text) throws IOException, InterruptedException {
    InputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return store.receive(FilePath.of(Octets.of("x/file")), content, text.length());
  }

  private FileFacts put(String text) throws IOException, InterruptedException {
    try (Draft draft = draft(text)) {
      assertThat(draft.version()).as("before it is published").isEmpty();
      store.publish(draft, Condition.NONE);
      return draft.version().orElseThrow();
    }
  }

  private FileFacts append(String text) throws IOException, InterruptedException {
    try (Draft draft = draft(text)) {
      store.append(draft, Condition.NONE);
      return draft.version().orElseThrow();
    }
  }

  private Path file() {
    return root.resolve("x/file");
  }

  /** The file system gives a replaced file's number to the next one but one. */
  @Test
  void versionsOfTheSameSizeThatFollowEachOtherQuicklyDiffer() throws Exception {
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      tags.add(FileTag.strong(put("same size")).opaque());
    }
    assertThat(tags).hasSize(100);
  }

  @Test
  void aVersionHasTheFactsOfItsFile() throws Exception {
    FileFacts created = put("1");
    assertThat(FileFacts.of(file())).isEqualTo(created);
    assertThat(reported).contains(created);
    FileFacts extended = append("2");
    assertThat(FileFacts.of(file())).isEqualTo(extended).isNotEqualTo(created);
    assertThat(reported).contains(extended);
  }

  @Test
  void aFileThatIsGoneHasNoVersion() throws Exception {
    put("1");
    store.delete(FilePath.of(Octets.of("x/file")), Condition.NONE);
    assertThat(reported).isEmpty();
  }

  /** Even within a tick of the file system's clock. */
  @Test
  void aWriteOfAnotherProgramChangesTheFacts() throws Exception {
    for (int i = 0; i < 100; i++) {
      FileFacts version = put("old");
      Files.writeString(file(), "new", StandardOpenOption.WRITE);
      assertThat(FileFacts.of(file())).isNotEqualTo(version);
    }
  }

  @Test
  void noTimeIsGivenTwiceEvenIfTheClockStands() throws Exception {
    Stamps stamps = new Stamps(InstantSource.fixed(NOW));
    Files.writeString(root.resolve("file"), "1");
    try (Folder folder = Folder.open(root)) {
      Instant first = stamps.stamp(folder, "file").orElseThrow();
      Instant second = stamps.stamp(folder, "file").orElseThrow();
      assertThat(first).isEqualTo(Instant.parse("2025-11-01T12:00:00.123456Z"));
      assertThat(second).isEqualTo(Instant.parse("2025-11-01T12:00:00.123457Z"));
      assertThat(FileFacts.of(root.resolve("file")).modified()).isEqualTo(second);
    }
  }

  @Test
  void aFileThatAnotherProgramHasChangedIsNotTheVersion() throws Exception {
    Instant stamp = put("old").modified();
    Files.setLastModifiedTime(file(), FileTime.from(stamp.plusNanos(1_000)));
    assertThat(Stamps.version(file(), stamp)).isEmpty();
    Files.delete(file());
    assertThat(Stamps.version(file(), stamp)).isEmpty();
  }

  /** A store has no right to do so if the file belongs to someone else. */
  @Test
  void aFileThatCannotBeStampedHasNoVersion() throws Exception {
    try (Folder folder = Folder.open(root)) {
      assertThat(new Stamps(InstantSource.system()).stamp(folder, "none")).isEmpty();
    }
  }
}

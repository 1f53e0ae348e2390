package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.EntityTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTagTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  /** So late that no file has just changed. */
  private final Instant later = Instant.now().plusSeconds(60);

  @BeforeEach
  void writeAFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), "content");
  }

  private EntityTag tag(Instant now) throws IOException {
    FileFacts facts = FileFacts.of(file);
    return FileTag.of(facts, facts, now);
  }

  /** Waits until the file system's clock has ticked. */
  private static void awaitTick() throws InterruptedException {
    Thread.sleep(20);
  }

  @Test
  void isStrongAndStaysTheSame() throws IOException {
    EntityTag tag = tag(later);
    assertThat(tag.isWeak()).isFalse();
    assertThat(tag.opaque()).matches("[0-9a-f]{24}");
    assertThat(tag(later.plusSeconds(3_600))).isEqualTo(tag);
  }

  /** What nginx's tag of time and size does not notice. */
  @Test
  void changesWithContentOfTheSameSizeAndTime() throws Exception {
    EntityTag tag = tag(later);
    FileTime modified = Files.getLastModifiedTime(file);
    awaitTick();
    Files.writeString(file, "CONTENT");
    Files.setLastModifiedTime(file, modified);
    assertThat(tag(later).equalsWeakly(tag)).isFalse();
  }

  @Test
  void changesWhenAnotherFileTakesThePlace() throws IOException {
    EntityTag tag = tag(later);
    Path next = Files.writeString(folder.resolve("next"), "CONTENT");
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(tag(later).equalsWeakly(tag)).isFalse();
  }

  @Test
  void differsForFilesWithTheSameTimes() throws IOException {
    FileFacts facts = FileFacts.of(file);
    FileFacts twin =
        new FileFacts(
            facts.device(),
            facts.number() + 1,
            facts.size(),
            facts.changed(),
            facts.modified(),
            true,
            false);
    assertThat(FileTag.of(twin, twin, later)).isNotEqualTo(FileTag.of(facts, facts, later));
  }

  /** A second change within the same tick of the clock would not show. */
  @Test
  void isWeakForTwoSecondsAfterAChange() throws IOException {
    Instant changed = FileFacts.of(file).changed();
    assertThat(tag(changed).isWeak()).isTrue();
    assertThat(tag(changed.plusSeconds(2)).isWeak()).isTrue();
    assertThat(tag(changed.plusSeconds(2).plusNanos(1)).isWeak()).isFalse();
    assertThat(tag(changed.minusSeconds(3_600)).isWeak()).as("a change in the future").isTrue();
  }

  /** Otherwise a client would keep a content from before the second change for good. */
  @Test
  void isNotTheOneItWasWhileWeak() throws IOException {
    Instant changed = FileFacts.of(file).changed();
    assertThat(tag(changed).equalsWeakly(tag(later))).isFalse();
    assertThat(tag(changed)).isEqualTo(tag(changed.plusSeconds(1)));
  }

  @Test
  void hasTheSameLengthWhetherWeakOrStrong() throws IOException {
    EntityTag weak = tag(FileFacts.of(file).changed());
    assertThat(weak.toString()).matches("W/\"new-[0-9a-f]{18}\"");
    assertThat(weak.toString()).hasSameSizeAs(tag(later).toString());
  }

  @Test
  void isWeakWhenTheFileChangesWhileItIsOpened() throws Exception {
    FileFacts before = FileFacts.of(file);
    awaitTick();
    Files.writeString(file, "CONTENT");
    assertThat(FileTag.of(before, FileFacts.of(file), later).isWeak()).isTrue();
  }
}

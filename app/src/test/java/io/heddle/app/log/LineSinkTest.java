package io.heddle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are written completely or counted as dropped, however full the disk is. */
final class LineSinkTest {
  /** A disk with limited space that accepts what fits before it fails. */
  private static final class Disk implements WritableByteChannel {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int room;

    Disk(int room) {
      this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int count = Math.min(room, bytes.remaining());
      if (count == 0) {
        throw new IOException("No space left on device");
      }
      for (int i = 0; i < count; i++) {
        content.write(bytes.get());
      }
      room -= count;
      return count;
    }

    String content() {
      return content.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static byte[] lines(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void countsTheLinesThatItWrites() {
    Disk disk = new Disk(100);
    LineSink sink = new LineSink(disk);
    sink.write(lines("one\ntwo\n"));
    sink.write(lines("three\n"));
    assertThat(disk.content()).isEqualTo("one\ntwo\nthree\n");
    assertThat(sink.written()).isEqualTo(3);
    assertThat(sink.dropped()).isZero();
  }

  /** The disk is full at every byte of three lines; space comes back in two steps. */
  @Test
  void aFullDiskNeverLeavesAPartialLineBeforeAnother() {
    for (int room = 0; room < 14; room++) {
      Disk disk = new Disk(room);
      LineSink sink = new LineSink(disk);
      sink.write(lines("one\ntwo\nthree\n"));
      sink.write(lines("four\n"));
      disk.room = 1;
      sink.write(lines(""));
      disk.room = 100;
      sink.write(lines("five\n"));
      sink.close();
      assertThat(disk.content()).as("room for %s", room).endsWith("five\n");
      assertThat(disk.content().lines())
          .as("room for %s", room)
          .isSubsetOf("one", "two", "three", "four", "five");
      assertThat(disk.content().lines()).hasSize((int) sink.written());
      assertThat(sink.written() + sink.dropped()).as("room for %s", room).isEqualTo(5);
    }
  }

  @Test
  void aPartialLineAtTheEndIsCountedAsDropped() {
    Disk disk = new Disk(5);
    LineSink sink = new LineSink(disk);
    sink.write(lines("one\ntwo\nthree\n"));
    assertThat(sink.dropped()).isEqualTo(1);
    sink.close();
    assertThat(disk.content()).isEqualTo("one\nt");
    assertThat(sink.written()).isEqualTo(1);
    assertThat(sink.dropped()).isEqualTo(2);
  }

  @Test
  void continuesInANewFileWithTheSameName(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log");
    Path moved = folder.resolve("log.1");
    LineSink sink = LineSink.to(log.toString());
    sink.write(lines("one\n"));
    Files.move(log, moved);
    sink.write(lines("two\n"));
    sink.reopen();
    sink.write(lines("three\n"));
    sink.close();
    assertThat(moved).hasContent("one\ntwo\n");
    assertThat(log).hasContent("three\n");
  }

  @Test
  void aFileThatWasNotRenamedContinues(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log");
    LineSink sink = LineSink.to(log.toString());
    sink.write(lines("one\n"));
    sink.reopen();
    sink.write(lines("two\n"));
    sink.close();
    assertThat(log).hasContent("one\ntwo\n");
  }

  @Test
  void keepsTheOldFileIfANewOneCannotBeOpened(@TempDir Path folder) throws IOException {
    Path log = Files.createDirectory(folder.resolve("logs")).resolve("log");
    LineSink sink = LineSink.to(log.toString());
    Files.move(log.getParent(), folder.resolve("old"));
    sink.reopen();
    sink.write(lines("one\n"));
    sink.close();
    assertThat(folder.resolve("old/log")).hasContent("one\n");
    assertThat(sink.written()).isEqualTo(1);
  }

  @Test
  void stdoutStaysOpenAfterClose() throws IOException {
    LineSink sink = LineSink.to("-");
    sink.reopen();
    sink.close();
    assertThat(FileDescriptor.out.valid()).isTrue();
  }

  @Test
  void aChannelThatCannotBeReopenedContinues() {
    Disk disk = new Disk(100);
    LineSink sink = new LineSink(disk);
    sink.reopen();
    sink.write(lines("one\n"));
    assertThat(disk.content()).isEqualTo("one\n");
  }
}

package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {
  @TempDir private Path directory;

  private FileChannel file() throws IOException {
    return FileChannel.open(Files.writeString(directory.resolve("file"), "content"));
  }

  @Test
  void closesTheFileOfARegion() throws IOException {
    FileChannel file = file();
    new Body.Region(file, 0, 7).close();
    assertThat(file.isOpen()).isFalse();
  }

  @Test
  void leavesAFileToItsOwner() throws IOException {
    AtomicInteger released = new AtomicInteger();
    try (FileChannel file = file()) {
      new Body.Region(file, 0, 7, released::incrementAndGet).close();
      assertThat(file.isOpen()).isTrue();
      assertThat(released).hasValue(1);
    }
  }

  @Test
  void closesTheWriterOfAStream() {
    CountingBody counting = new CountingBody();
    counting.body().close();
    assertThat(counting.timesClosed()).isEqualTo(1);
  }

  @Test
  void aWriterWithoutResourcesNeedsNoClose() {
    assertThatCode(() -> new Body.Stream(-1, out -> {}).close()).doesNotThrowAnyException();
  }

  @Test
  void reportsAWriterThatCannotBeClosed() {
    Body.Writer writer =
        new Body.Writer() {
          @Override
          public void writeTo(OutputStream out) {}

          @Override
          public void close() throws IOException {
            throw new IOException("on purpose");
          }
        };
    assertThatThrownBy(() -> new Body.Stream(-1, writer).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("on purpose");
  }

  @Test
  void bytesAreWithinTheirArray() {
    assertThat(new Body.Bytes(new byte[5], 2, 5).length()).isEqualTo(3);
    assertThatThrownBy(() -> new Body.Bytes(new byte[5], 2, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Body.Bytes(new byte[5], 3, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void bytesCanBeSentAgainAfterTheyAreClosed() {
    Body body = Body.text("€");
    body.close();
    assertThat(body.length()).isEqualTo(3);
  }
}

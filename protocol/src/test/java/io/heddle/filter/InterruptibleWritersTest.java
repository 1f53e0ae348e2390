package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt would close a file that other responses are sending. */
class InterruptibleWritersTest {
  private static final Body BYTES = Body.text("content");

  @TempDir Path folder;

  private Body region() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    return new Body.Region(FileChannel.open(file), 0, 7);
  }

  private static boolean areRangesInterruptible(Body whole) {
    List<ByteRange> ranges = List.of(new ByteRange(0, 1), new ByteRange(3, 4));
    try (Body body = new MultipartRanges(whole, ranges, Optional.empty()).body()) {
      return ((Body.Stream) body).writer().isInterruptible();
    }
  }

  private static boolean isGzipInterruptible(Body plain) {
    DeflaterPool pool = new DeflaterPool(6, 1);
    assertThat(pool.reserve()).isTrue();
    try (Body body = new GzipBody(plain, pool, Optional.empty()).body()) {
      return ((Body.Stream) body).writer().isInterruptible();
    }
  }

  @Test
  void filesAreReadWithoutInterrupts() throws IOException {
    assertThat(areRangesInterruptible(region())).isFalse();
    assertThat(isGzipInterruptible(region())).isFalse();
  }

  @Test
  void otherContentMayBeInterrupted() {
    assertThat(areRangesInterruptible(BYTES)).isTrue();
    assertThat(isGzipInterruptible(BYTES)).isTrue();
    Body.Writer own = out -> out.write(1);
    assertThat(isGzipInterruptible(new Body.Stream(1, own))).isTrue();
  }

  @Test
  void aCompressedWriterIsAsItsContent() {
    Body.Writer careful =
        new Body.Writer() {
          @Override
          public void writeTo(OutputStream out) {}

          @Override
          public boolean isInterruptible() {
            return false;
          }
        };
    assertThat(isGzipInterruptible(new Body.Stream(0, careful))).isFalse();
  }
}

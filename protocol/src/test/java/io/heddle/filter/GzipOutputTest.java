package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipOutputTest {
  private final Deflater deflater = new Deflater(6, true);
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @AfterEach
  void endDeflater() {
    deflater.end();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 16 << 10, 1_000_000})
  void isReadByTheJdk(int bytes) throws IOException {
    String text = GzipText.numbers(bytes);
    GzipOutput out = new GzipOutput(sent, deflater);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.finish();
    assertThat(GzipText.decoded(sent.toByteArray())).isEqualTo(text);
    assertThat(out.count()).isEqualTo(bytes);
  }

  @Test
  void writesOfAllSizesAndFlushesGiveTheSame() throws IOException {
    Random random = new Random(7);
    byte[] content = new byte[300_000];
    random.nextBytes(content);
    GzipOutput out = new GzipOutput(sent, deflater, 100);
    for (int at = 0; at < content.length; ) {
      int size = Math.min(random.nextInt(3_000), content.length - at);
      if (size == 1) {
        out.write(content[at]);
      } else {
        out.write(content, at, size);
      }
      at += size;
      if (random.nextInt(10) == 0) {
        out.flush();
      }
    }
    out.finish();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  /** A buffer of each size is full exactly at the end of a flush at some time. */
  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 50, 1_000})
  void aFlushPassesOnEverything(int bufferBytes) throws IOException {
    GzipOutput out = new GzipOutput(sent, deflater, bufferBytes);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String event = "data: event " + i + "\n\n";
      expected.append(event);
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
      byte[] read = new byte[expected.length()];
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
        assertThat(in.readNBytes(read, 0, read.length)).isEqualTo(read.length);
      }
      assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }
    out.finish();
    assertThat(GzipText.decoded(sent.toByteArray())).isEqualTo(expected.toString());
  }

  @Test
  void aSecondFlushAddsNothing() throws IOException {
    GzipOutput out = new GzipOutput(sent, deflater);
    out.flush();
    out.flush();
    int size = sent.size();
    out.flush();
    assertThat(sent.size()).isEqualTo(size);
    out.finish();
    assertThat(GzipText.decoded(sent.toByteArray())).isEmpty();
  }

  /** Each write lets others run, and zeros compress to nearly nothing. */
  @Test
  void longWorkIsPassedOnInManyWritesEvenWithoutOutput() throws IOException {
    AtomicInteger writes = new AtomicInteger();
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int octet) {
            writes.incrementAndGet();
          }

          @Override
          public void write(byte[] source, int offset, int size) {
            writes.incrementAndGet();
          }
        };
    GzipOutput out = new GzipOutput(counting, deflater);
    out.write(new byte[16 << 20]);
    assertThat(writes.get()).isGreaterThan(1_000);
    int before = writes.get();
    out.write(new byte[0]);
    assertThat(writes.get()).isGreaterThan(before);
  }
}

package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final String TEXT = GzipText.numbers(50_000);

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] decode(byte[] encoded, long maxBytes) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(encoded), maxBytes)) {
      return in.readAllBytes();
    }
  }

  private static void assertRefused(byte[] encoded, long maxBytes, Status status) {
    assertThatThrownBy(() -> decode(encoded, maxBytes))
        .isInstanceOf(HttpException.class)
        .extracting(e -> ((HttpException) e).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_000, 1_000_000})
  void readsWhatTheJdkWrites(int bytes) throws IOException {
    String text = GzipText.numbers(bytes);
    assertThat(decode(gzip(text), UNLIMITED)).asString().isEqualTo(text);
  }

  @Test
  void emptyContentIsNotEncoded() throws IOException {
    assertThat(decode(new byte[0], UNLIMITED)).isEmpty();
  }

  /** As from a slow client. */
  @Test
  void readsContentThatComesByteByByte() throws IOException {
    byte[] encoded = join(gzip(TEXT), gzip("more"));
    InputStream slow =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at < encoded.length ? encoded[at++] & 0xff : -1;
          }

          @Override
          public int read(byte[] target, int offset, int count) {
            int one = read();
            if (one < 0) {
              return -1;
            }
            target[offset] = (byte) one;
            return 1;
          }
        };
    try (GzipInput in = new GzipInput(slow, UNLIMITED)) {
      assertThat(in.read()).isEqualTo('0');
      assertThat(in.read(new byte[0])).isZero();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(TEXT.substring(1) + "more");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void severalMembersAreOneContent() throws IOException {
    byte[] encoded = join(gzip("one, "), gzip(""), gzip("two"));
    assertThat(decode(encoded, UNLIMITED)).asString().isEqualTo("one, two");
  }

  @Test
  void skipsTheOptionalFieldsOfAHeader() throws IOException {
    byte[] plain = gzip("text");
    byte[] header =
        HexFormat.ofDelimiter(" ")
            .parseHex(
                "1f 8b 08 1e 01 02 03 04 00 03 02 00 41 42 6e 61 6d 65 00 6e 6f 74 65 00 aa bb");
    byte[] encoded = join(header, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(decode(encoded, UNLIMITED)).asString().isEqualTo("text");
  }

  @Test
  void everyTruncationIsMalformed() throws IOException {
    byte[] encoded = gzip("a short text");
    for (int length = 1; length < encoded.length; length++) {
      assertRefused(Arrays.copyOf(encoded, length), UNLIMITED, Status.BAD_REQUEST);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00", "1, 00", "2, 07", "3, 20", "3, 80", "-1, 77", "-4, 77", "-5, 77", "-8, 77", "12, ff",
  })
  void aWrongByteIsMalformed(int position, String hex) throws IOException {
    byte[] encoded = gzip("a short text");
    int at = position < 0 ? encoded.length + position : position;
    encoded[at] = (byte) (encoded[at] ^ (Integer.parseInt(hex, 16) | (position < 2 ? 0x40 : 0)));
    assertRefused(encoded, UNLIMITED, Status.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "garbage", "\0\0\0\0\0\0\0\0", "\u001f"})
  void bytesAfterTheEndAreMalformed(String garbage) throws IOException {
    byte[] more = garbage.getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(join(gzip("text"), more), UNLIMITED, Status.BAD_REQUEST);
  }

  @Test
  void afterAFailureNothingCanBeRead() throws IOException {
    try (GzipInput in =
        new GzipInput(new ByteArrayInputStream(join(gzip("text"), gzip("more"), new byte[9])), 6)) {
      assertThat(in.readNBytes(4)).asString().isEqualTo("text");
      assertThatThrownBy(in::readAllBytes).isInstanceOf(HttpException.class);
      assertThatThrownBy(in::read).isInstanceOf(HttpException.class);
    }
  }

  @Test
  void whatComesOutIsBounded() throws IOException {
    assertThat(decode(gzip(TEXT), 50_000)).hasSize(50_000);
    assertRefused(gzip(TEXT), 49_999, Status.CONTENT_TOO_LARGE);
    assertRefused(join(gzip(TEXT), gzip("a")), 50_000, Status.CONTENT_TOO_LARGE);
  }

  @Test
  void aBombIsRefused() throws IOException {
    assertThat(decode(gzip(new byte[1_000_000]), UNLIMITED)).hasSize(1_000_000);
    assertRefused(gzip(new byte[10_000_000]), UNLIMITED, Status.CONTENT_TOO_LARGE);
  }

  @Test
  void contentThatIsWorthCompressingIsNoBomb() throws IOException {
    Random random = new Random(7);
    byte[] repeated = new byte[5_000_000];
    for (int at = 0; at < repeated.length; at += 10_000) {
      byte[] noise = new byte[80];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, repeated, at, noise.length);
    }
    assertThat(decode(gzip(repeated), UNLIMITED)).isEqualTo(repeated);
  }

  @Test
  void randomBytesAreMalformed() {
    Random random = new Random(7);
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertRefused(join(header, noise), UNLIMITED, Status.BAD_REQUEST);
    }
  }

  @Test
  void contentThatIsClosedCannotBeRead() throws IOException {
    GzipInput in = new GzipInput(new ByteArrayInputStream(gzip(TEXT)), UNLIMITED);
    assertThat(in.read()).isEqualTo('0');
    in.close();
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }
}

package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http1.Chunks;
import io.heddle.http1.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decoded content equals what was encoded, and the decoder touches nothing after it. */
class BodyDecoderTest {
  private static final byte[] NEXT = "GET /next".getBytes(StandardCharsets.US_ASCII);

  private final Inbox inbox = new Inbox(new Budget(1 << 30), 2048);
  private final BodyDecoder decoder = new BodyDecoder();

  @Test
  void decodesWhatWasEncodedInChunks() {
    Seeds.check(
        1500,
        random -> {
          byte[] content = some(random);
          ByteArrayOutputStream wire = new ByteArrayOutputStream();
          wire.writeBytes(Chunks.encode(random, content));
          wire.writeBytes(new byte[] {'\r', '\n'});
          check(random, Framing.CHUNKED, content, wire.toByteArray());
        });
  }

  @Test
  void decodesWhatOurOwnWriterEncodes() {
    Seeds.check(
        500,
        random -> {
          byte[] content = some(random);
          Outbox outbox = new Outbox(new Budget(1 << 30));
          ChunkWriter writer = new ChunkWriter(outbox);
          for (int from = 0; from < content.length; ) {
            int size = Math.min(content.length - from, 1 + random.nextInt(3000));
            if (random.nextInt(4) == 0) {
              writer.beginSized(size);
              outbox.add(content, from, size);
              writer.endSized();
            } else {
              writer.add(content, from, size);
            }
            from += size;
            if (random.nextInt(4) == 0) {
              writer.endChunk();
            }
          }
          writer.endBody();
          byte[] wire = Arrays.copyOf(outbox.bytes(), outbox.mark());
          check(random, Framing.CHUNKED, content, wire);
        });
  }

  @Test
  void decodesAKnownLength() {
    Seeds.check(
        300,
        random -> {
          byte[] content = Arrays.copyOf(some(random), 1 + random.nextInt(5000));
          check(random, new Framing.Length(content.length), content, content);
        });
  }

  private void check(Random random, Framing framing, byte[] content, byte[] encoded) {
    byte[] wire = Arrays.copyOf(encoded, encoded.length + NEXT.length);
    System.arraycopy(NEXT, 0, wire, encoded.length, NEXT.length);
    inbox.clear();
    decoder.begin(framing, Limits.STANDARD, Long.MAX_VALUE);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    byte[] target = new byte[1 + random.nextInt(3000)];
    int from = 0;
    while (!decoder.isDone()) {
      int count = decoder.decode(inbox, target, 0, target.length);
      decoded.write(target, 0, count);
      if (count == 0 && !decoder.isDone()) {
        assertThat(from).isLessThan(wire.length);
        int size = Math.min(wire.length - from, 1 + random.nextInt(1024));
        inbox.reserve();
        inbox.space().put(wire, from, size);
        inbox.filled(size);
        from += size;
      }
    }
    assertThat(Arrays.equals(decoded.toByteArray(), content)).isTrue();
    byte[] rest = Arrays.copyOf(NEXT, inbox.available());
    assertThat(Arrays.copyOfRange(inbox.bytes(), inbox.start(), inbox.end())).isEqualTo(rest);
  }

  private static byte[] some(Random random) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? 50_000 : 300)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void staysBroken() {
    decoder.begin(Framing.CHUNKED, Limits.STANDARD, 100);
    inbox.space().put("x5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    inbox.filled(16);
    byte[] target = new byte[10];
    assertThatThrownBy(() -> decoder.decode(inbox, target, 0, 10))
        .isInstanceOf(HttpException.class);
    assertThatThrownBy(() -> decoder.decode(inbox, target, 0, 10))
        .isInstanceOf(HttpException.class);
    assertThatThrownBy(() -> decoder.skip(inbox)).isInstanceOf(HttpException.class);
    assertThat(decoder.isBroken()).isTrue();
    assertThat(decoder.isDone()).isFalse();
    decoder.end();
    assertThat(decoder.isBroken()).isFalse();
  }

  @Test
  void countsContentNotItsFramingAgainstTheLimit() {
    BodyDecoder small = new BodyDecoder();
    small.begin(Framing.CHUNKED, Limits.STANDARD, 5);
    byte[] wire = "2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    inbox.space().put(wire);
    inbox.filled(wire.length);
    small.skip(inbox);
    assertThat(small.isDone()).isTrue();
  }
}

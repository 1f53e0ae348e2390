package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Budget;
import io.heddle.http.Octets;
import io.heddle.http1.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the inbox with a string that grows at its end and shrinks at its start. */
class InboxModelTest {
  /** The content of the inbox, and the pinned bytes before it. */
  private static final class Model {
    private byte[] held = {};
    private byte[] pinned = {};
    private Octets pin = Octets.of("");
    private byte[] usedSinceUnpinned = {};
  }

  @Test
  void holdsTheBytesReceivedAndNotUsed() {
    Seeds.check(
        2000,
        random -> {
          Inbox inbox = new Inbox(new Budget(1 << 30), 2048);
          Model model = new Model();
          for (int i = 0; i < 100; i++) {
            step(random, inbox, model);
            byte[] actual = Arrays.copyOfRange(inbox.bytes(), inbox.start(), inbox.end());
            assertThat(actual).isEqualTo(model.held);
            assertThat(inbox.available()).isEqualTo(model.held.length);
            assertThat(inbox.isEmpty()).isEqualTo(model.held.length == 0);
            assertThat(model.pin.toString())
                .isEqualTo(new Octets(model.pinned, 0, model.pinned.length).toString());
          }
        });
  }

  private static void step(Random random, Inbox inbox, Model model) {
    switch (random.nextInt(12)) {
      case 0 -> {
        inbox.reserve();
        byte[] bytes = some(random, 1024);
        ByteBuffer elsewhere = ByteBuffer.wrap(bytes);
        inbox.append(elsewhere, bytes.length);
        assertThat(elsewhere.position()).isZero();
        model.held = joined(model.held, bytes);
      }
      case 1, 2, 3, 4 -> {
        inbox.reserve();
        ByteBuffer space = inbox.space();
        assertThat(space.remaining()).isGreaterThanOrEqualTo(1024);
        byte[] bytes = some(random, space.remaining());
        space.put(bytes);
        inbox.filled(bytes.length);
        model.held = joined(model.held, bytes);
      }
      case 5, 6, 7, 8 -> {
        int count = random.nextInt(model.held.length + 1);
        inbox.consume(count);
        model.usedSinceUnpinned = Arrays.copyOf(model.held, count);
        model.held = Arrays.copyOfRange(model.held, count, model.held.length);
        if (random.nextInt(3) == 0 && model.pinned.length == 0) {
          inbox.pin();
          model.pin = new Octets(inbox.bytes(), inbox.start() - count, inbox.start());
          model.pinned = model.usedSinceUnpinned;
        }
      }
      case 9 -> {
        inbox.unpin();
        model.pinned = new byte[0];
        model.pin = Octets.of("");
      }
      case 10 -> inbox.reserve();
      default -> {
        if (random.nextInt(5) == 0) {
          inbox.clear();
          model.held = new byte[0];
          model.pinned = new byte[0];
          model.pin = Octets.of("");
        }
      }
    }
  }

  private static byte[] some(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] before, byte[] after) {
    byte[] joined = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, joined, before.length, after.length);
    return joined;
  }
}

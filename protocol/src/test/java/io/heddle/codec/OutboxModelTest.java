package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Wire;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http1.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the outbox with a list of all bytes. The sink takes a random number of bytes. */
class OutboxModelTest {
  private static final int MAX_WRITTEN_BYTES = 64 << 10;

  @TempDir private Path folder;

  /** Takes at most {@code most} bytes at once, and sometimes none. */
  private record Fickle(Random random, ByteArrayOutputStream taken) implements Wire {
    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public int read(ByteBuffer buffer) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean hasInput() {
      return false;
    }

    @Override
    public int write(ByteBuffer buffer) {
      assertThat(buffer.remaining()).isBetween(1, MAX_WRITTEN_BYTES);
      int count = random.nextInt(4) == 0 ? 0 : random.nextInt(buffer.remaining() + 1);
      byte[] bytes = new byte[count];
      buffer.get(bytes);
      taken.writeBytes(bytes);
      return count;
    }

    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
      int most = random.nextInt((int) count + 1);
      ByteBuffer part = ByteBuffer.allocate(most);
      int length = Math.max(0, file.read(part, position));
      taken.write(part.array(), 0, length);
      return length;
    }
  }

  @Test
  void sendsEverythingInOrder() throws IOException {
    byte[] stored = new byte[50_000];
    new Random(1).nextBytes(stored);
    Path file = Files.write(folder.resolve("file"), stored);
    Seeds.check(500, random -> check(random, file, stored));
  }

  private static void check(Random random, Path file, byte[] stored) throws IOException {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    Fickle sink = new Fickle(random, new ByteArrayOutputStream());
    Outbox outbox = new Outbox(new Budget(1 << 30));
    AtomicInteger open = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      boolean hasTail = outbox.isFull() && outbox.mark() <= 4 << 10;
      if (random.nextBoolean() || hasTail || outbox.isFull()) {
        long count = outbox.writeTo(sink);
        assertThat(count).isNotNegative();
      } else {
        add(random, outbox, added, open, file, stored);
      }
    }
    while (!outbox.isEmpty()) {
      outbox.writeTo(sink);
    }
    assertThat(Arrays.equals(sink.taken.toByteArray(), added.toByteArray())).isTrue();
    assertThat(outbox.writeTo(sink)).isZero();
    assertThat(open).as("arrays whose owners do not know that they are sent").hasValue(0);
  }

  private static void add(
      Random random,
      Outbox outbox,
      ByteArrayOutputStream added,
      AtomicInteger open,
      Path file,
      byte[] stored)
      throws IOException {
    switch (random.nextInt(5)) {
      case 0 -> {
        int position = random.nextInt(stored.length - 1);
        int length = 1 + random.nextInt(stored.length - position - 1);
        outbox.add(new Body.Region(FileChannel.open(file), position, length));
        added.write(stored, position, length);
      }
      case 1 -> {
        byte[] content = some(random, random.nextInt(4) == 0 ? 200_000 : 5000);
        int from = random.nextInt(content.length + 1);
        int to = from + random.nextInt(content.length - from + 1);
        open.incrementAndGet();
        outbox.add(new Body.Bytes(content, from, to, open::decrementAndGet));
        added.write(content, from, to - from);
      }
      case 2 -> {
        int mark = outbox.mark();
        outbox.add(some(random, 9000));
        outbox.truncate(mark);
      }
      default -> {
        byte[] bytes = some(random, random.nextInt(10) == 0 ? 20_000 : 300);
        outbox.add(bytes);
        added.writeBytes(bytes);
      }
    }
  }

  private static byte[] some(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}

package io.heddle.benchmarks;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Framing;
import io.heddle.codec.Inbox;
import io.heddle.http.Budget;
import io.heddle.http.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 16 KiB of content in chunks, from bytes to the caller's array. The last chunk never comes, so the
 * decoders stay in the same body, and no head is part of the work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ChunkDecoding {
  private static final int CONTENT_BYTES = 16 << 10;

  /** Size of each chunk. */
  @Param({"16", "1024"})
  int chunkBytes;

  private byte[] content = {};
  private byte[] encoded = {};
  private final byte[] target = new byte[CONTENT_BYTES];

  private final Inbox inbox = new Inbox(new Budget(1 << 20), 32 << 10);
  private final BodyDecoder heddle = new BodyDecoder();
  private final NettyChunks netty = new NettyChunks();

  /** Fails unless both decode the same content. */
  @Setup
  public void check() throws Exception {
    content = new byte[CONTENT_BYTES];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ('a' + i % 26);
    }
    encoded = encode(content, chunkBytes);
    heddle.begin(Framing.CHUNKED, Limits.STANDARD, Long.MAX_VALUE);
    netty.begin();
    requireDecoded(heddle());
    requireDecoded(netty());
  }

  private static byte[] encode(byte[] content, int chunkBytes) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from < content.length; from += chunkBytes) {
      chunks.writeBytes(Heads.onWire(Integer.toHexString(chunkBytes) + "\n"));
      chunks.write(content, from, chunkBytes);
      chunks.writeBytes(Heads.onWire("\n"));
    }
    return chunks.toByteArray();
  }

  private void requireDecoded(int count) {
    if (count != CONTENT_BYTES || !Arrays.equals(content, target)) {
      throw new IllegalStateException(count + " bytes were decoded, or others than were encoded");
    }
    Arrays.fill(target, (byte) 0);
  }

  @Benchmark
  public int heddle() {
    inbox.reserve();
    inbox.space().put(encoded);
    inbox.filled(encoded.length);
    int count = 0;
    int decoded;
    do {
      decoded = heddle.decode(inbox, target, count, target.length - count);
      count += decoded;
    } while (decoded > 0);
    heddle.skip(inbox);
    return count;
  }

  @Benchmark
  public int netty() throws Exception {
    return netty.decode(encoded, target);
  }
}

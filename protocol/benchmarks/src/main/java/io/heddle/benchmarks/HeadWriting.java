package io.heddle.benchmarks;

import io.heddle.codec.DateField;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.HeadWriter.Delimiter;
import io.heddle.codec.HeadWriter.Persistence;
import io.heddle.codec.Outbox;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A response with 13 bytes of content, from the handler's bytes to those on the wire: a status
 * line, Server, Date, Content-Type and Content-Length.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class HeadWriting {
  private static final byte[] CONTENT = Heads.onWire("Hello, World!");

  private final MemoryWire wire = new MemoryWire();
  private final Outbox outbox = new Outbox(new Budget(1 << 20));
  private final HeadWriter writer = new HeadWriter(new DateField(InstantSource.system()));
  private final NettyResponses netty = new NettyResponses(InstantSource.system());

  /** Fails unless both write the same lines, in whatever order and case. */
  @Setup
  public void check() throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    write(new HeadWriter(new DateField(clock)));
    List<String> ours = receivedLines();
    wire.send(new byte[0]);
    new NettyResponses(clock).write(CONTENT, wire);
    List<String> theirs = receivedLines();
    if (!ours.equals(theirs)) {
      throw new IllegalStateException("the responses differ: " + ours + " and " + theirs);
    }
  }

  private List<String> receivedLines() {
    return wire.received().toLowerCase(Locale.ROOT).lines().sorted().toList();
  }

  private long write(HeadWriter to) throws IOException {
    Response response = Response.ok(MediaType.TEXT, new Body.Bytes(CONTENT));
    to.write(outbox, response, Delimiter.LENGTH, CONTENT.length, Persistence.DEFAULT);
    outbox.add(CONTENT);
    return outbox.writeTo(wire);
  }

  @Benchmark
  public long heddle() throws IOException {
    wire.send(CONTENT);
    return write(writer);
  }

  @Benchmark
  public long netty() throws Exception {
    wire.send(CONTENT);
    return netty.write(CONTENT, wire);
  }
}

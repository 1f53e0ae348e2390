package io.heddle.benchmarks;

import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.TomcatHeads;
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

/** A request's head, from bytes to what a handler reads: ours next to those of other servers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class HeadParsing {
  /** Which head is parsed. */
  @Param Heads head = Heads.MINIMAL;

  private byte[] bytes = {};
  private final HeddleHeads heddle = new HeddleHeads();
  private final NettyHeads netty = new NettyHeads();
  private final JettyHeads jetty = new JettyHeads();
  private final TomcatHeads tomcat = new TomcatHeads();
  private final HelidonHeads helidon = new HelidonHeads();

  /** Fails unless all parsers do the same work. */
  @Setup
  public void check() throws Exception {
    bytes = head.bytes();
    head.check(HeddleHeads::new);
    head.check(NettyHeads::new);
    head.check(JettyHeads::new);
    head.check(TomcatHeads::new);
    head.check(HelidonHeads::new);
  }

  @Benchmark
  public Seen heddle() {
    return heddle.read(bytes);
  }

  @Benchmark
  public Seen netty() throws Exception {
    return netty.read(bytes);
  }

  @Benchmark
  public Seen jetty() {
    return jetty.read(bytes);
  }

  @Benchmark
  public Seen tomcat() throws Exception {
    return tomcat.read(bytes);
  }

  @Benchmark
  public Seen helidon() {
    return helidon.read(bytes);
  }
}

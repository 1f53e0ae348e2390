package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which loads are judged by what the generator and the backend use together. */
final class WatchedGeneratorTest {
  private static final Load WAITING = Load.closed(1, RequestKind.get("/work?wait=2ms"));
  private static final Load COMPUTING = Load.closed(1, RequestKind.get("/work?cpu=20us"));
  private static final Duration WINDOW = Duration.ofMillis(600);

  /** This process in place of the backend. */
  private record Backend(boolean isAlive) implements WatchedGenerator.Watched {
    @Override
    public CpuWatch watch() throws IOException {
      return CpuWatch.start(ProcessHandle.current().pid());
    }

    @Override
    public void check() throws IOException {
      if (!isAlive) {
        throw new IOException("it has ended");
      }
    }
  }

  /** A generator that uses four fifths of a processor, while this process computes. */
  private static LoadResult compute() {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < WINDOW.toNanos()) {
      Thread.onSpinWait();
    }
    long nanos = System.nanoTime() - startNanos;
    return new MadeUpResult().window(start, nanos).cpu(nanos / 5 * 4).build();
  }

  private static LoadResult run(Load load, @Nullable Backend backend) throws Exception {
    return new WatchedGenerator(_ -> compute(), backend, 1).run(load, Map.of());
  }

  @Test
  void aLoadThatWaitsIsJudgedWithTheBackend() throws Exception {
    assertThat(run(WAITING, new Backend(true)).limit())
        .contains("the process that handlers wait for used");
  }

  @Test
  void aLoadThatDoesNotWaitIsNot() throws Exception {
    assertThat(run(COMPUTING, new Backend(true)).limit()).isNull();
  }

  @Test
  void withoutABackendNoLoadIsJudged() throws Exception {
    assertThat(run(WAITING, null).limit()).isNull();
  }

  @Test
  void aLoadDuringWhichTheBackendEndsHasNoResult() {
    assertThatThrownBy(() -> run(COMPUTING, new Backend(false)))
        .isInstanceOf(IOException.class)
        .hasMessage("it has ended");
  }
}

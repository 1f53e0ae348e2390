package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which loads are judged by what the generator and the backend use together. */
final class WatchedGeneratorTest {
  private static final Load WAITING = Load.closed(1, RequestKind.get("/work?wait=2ms"));
  private static final Load COMPUTING = Load.closed(1, RequestKind.get("/work?cpu=20us"));
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static final long SECOND_NANOS = 1_000_000_000;

  /** A backend that uses a fifth of a processor. */
  private record Backend(boolean isAlive) implements WatchedGenerator.Watched {
    @Override
    public WatchedGenerator.Watch watch() {
      return () ->
          List.of(
              new CpuWatch.Reading(START, 0, 0),
              new CpuWatch.Reading(START.plusSeconds(1), SECOND_NANOS / 5, 0));
    }

    @Override
    public void check() throws IOException {
      if (!isAlive) {
        throw new IOException("it has ended");
      }
    }
  }

  /** A load of a second, for which the generator uses four fifths of a processor. */
  private static LoadResult result() {
    return new MadeUpResult().window(START, SECOND_NANOS).cpu(SECOND_NANOS / 5 * 4).build();
  }

  private static LoadResult run(Load load, @Nullable Backend backend) throws Exception {
    return new WatchedGenerator((_, _) -> result(), backend, 1).run(load, Map.of(), Moments.NONE);
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

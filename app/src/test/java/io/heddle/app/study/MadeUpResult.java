package io.heddle.app.study;

import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The result of a load that nobody ran. What a test does not set differs from field to field. */
public final class MadeUpResult {
  private static final String NOTHING = Histograms.write(new Histogram(3));

  private Instant startedAt = Instant.EPOCH;
  private long measuredNanos = 1;
  private long cpuNanos = 1;
  private double busyShare;
  private @Nullable List<LoadResult.Slice> slices;
  private @Nullable String limit;
  private @Nullable Side limitedBy;

  /** When it was measured. */
  public MadeUpResult window(Instant start, long nanos) {
    startedAt = start;
    measuredNanos = nanos;
    return this;
  }

  /** The CPU time of the generator. */
  public MadeUpResult cpu(long nanos) {
    cpuNanos = nanos;
    return this;
  }

  /** How busy the generator was. */
  public MadeUpResult busy(double share) {
    busyShare = share;
    return this;
  }

  public MadeUpResult slices(List<LoadResult.Slice> all) {
    slices = all;
    return this;
  }

  /** Why the generator was the limit; null if it was not. */
  public MadeUpResult limit(@Nullable String reason) {
    limit = reason;
    return this;
  }

  /** Why the figures do not count, and which side is the reason. */
  public MadeUpResult limit(@Nullable String reason, Side side) {
    limit = reason;
    limitedBy = side;
    return this;
  }

  public LoadResult build() {
    return new LoadResult(
        startedAt,
        measuredNanos,
        2,
        3,
        4,
        Map.of("reset", 5L),
        Map.of("200", 6L),
        7,
        8,
        NOTHING,
        NOTHING,
        NOTHING,
        Map.of(),
        List.of(9L),
        cpuNanos,
        busyShare,
        slices,
        limit,
        limitedBy);
  }
}

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
  private long requests = 2;
  private double responsesPerSecond = 4;
  private long unanswered = 5;
  private String latency = NOTHING;
  private String lateness = NOTHING;
  private @Nullable Integer starvedClients;
  private Map<String, LoadResult.Label> labels = Map.of();
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

  /** How many requests were due. */
  public MadeUpResult requests(long count) {
    requests = count;
    return this;
  }

  public MadeUpResult responsesPerSecond(double rate) {
    responsesPerSecond = rate;
    return this;
  }

  /** How many of them have no response. */
  public MadeUpResult unanswered(long count) {
    unanswered = count;
    return this;
  }

  public MadeUpResult latency(Histogram histogram) {
    latency = Histograms.write(histogram);
    return this;
  }

  /** How late the generator was. */
  public MadeUpResult lateness(Histogram histogram) {
    lateness = Histograms.write(histogram);
    return this;
  }

  /** What came of the requests with a label, which are the only ones with one. */
  public MadeUpResult label(String name, long errors, Histogram histogram) {
    long responses = histogram.getTotalCount();
    labels = Map.of(name, new LoadResult.Label(responses, errors, Histograms.write(histogram)));
    return this;
  }

  /** How many clients had no response at all. */
  public MadeUpResult starved(int clients) {
    starvedClients = clients;
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
        requests,
        3,
        responsesPerSecond,
        Map.of("reset", unanswered),
        Map.of("200", 6L),
        7,
        8,
        latency,
        NOTHING,
        lateness,
        labels,
        List.of(9L),
        starvedClients,
        cpuNanos,
        busyShare,
        slices,
        limit,
        limitedBy);
  }
}

package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the generator found out in one cell. Histograms are in HdrHistogram's V2 format, compressed,
 * in base64, with nanoseconds as values; {@link Histograms} reads them.
 *
 * @param latency from the intended start in an open loop, from sending in a closed loop
 * @param serviceTime from sending
 * @param lateness how late requests were because the generator itself was late
 * @param perSecond the responses in each second
 * @param starvedClients how many clients waited for a response during the whole measurement; null
 *     in studies of earlier versions
 * @param busyShare the share of time in which the busiest thread of the generator worked
 * @param slices the load in slices of equal length, from its beginning; null if the job has no
 *     surge
 * @param limit why the figures do not count, or null if they do
 * @param limitedBy which side that is due to; null if there is no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadResult(
    Instant startedAt,
    long measuredNanos,
    long requests,
    long responses,
    double responsesPerSecond,
    Map<String, Long> errors,
    Map<String, Long> statuses,
    long bytesReceived,
    long bytesSent,
    String latency,
    String serviceTime,
    String lateness,
    Map<String, Label> labels,
    List<Long> perSecond,
    @Nullable Integer starvedClients,
    long cpuNanos,
    double busyShare,
    @Nullable List<Slice> slices,
    @Nullable String limit,
    @Nullable Side limitedBy) {
  public LoadResult {
    Required.value("startedAt", startedAt);
    errors = Required.sorted("errors", errors);
    statuses = Required.sorted("statuses", statuses);
    Required.histogram("latency", latency);
    labels = Required.sorted("labels", labels);
    perSecond = List.copyOf(Required.value("perSecond", perSecond));
    slices = slices == null ? null : List.copyOf(slices);
    limitedBy = limit == null ? null : Objects.requireNonNullElse(limitedBy, Side.GENERATOR);
  }

  /**
   * A part of the load.
   *
   * @param started how many requests were to start in it
   * @param served how many of these had a status of 2xx, whenever that came
   * @param arrived how many responses with such a status came within it
   * @param medianNanos the median latency of the requests that were to start in it, in which those
   *     that were not served count as endless; null if it is endless itself, or if there are none
   */
  public record Slice(long started, long served, long arrived, @Nullable Long medianNanos) {}

  /**
   * What came of the requests with one label.
   *
   * @param errors how many have no response; null in studies of earlier versions
   */
  public record Label(long responses, @Nullable Long errors, String latency) {
    public Label {
      Required.histogram("latency", latency);
    }

    /** How many requests have no response, as far as it is known. */
    public long unanswered() {
      return errors == null ? 0 : errors;
    }
  }

  /** The same, but the figures do not count because they may show the generator. */
  public LoadResult limitedByGenerator(String reason) {
    return new LoadResult(
        startedAt,
        measuredNanos,
        requests,
        responses,
        responsesPerSecond,
        errors,
        statuses,
        bytesReceived,
        bytesSent,
        latency,
        serviceTime,
        lateness,
        labels,
        perSecond,
        starvedClients,
        cpuNanos,
        busyShare,
        slices,
        reason,
        Side.GENERATOR);
  }

  /** Requests without a response, for any reason. */
  public long allErrors() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}

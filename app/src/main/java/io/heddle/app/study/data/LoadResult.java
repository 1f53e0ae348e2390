package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the generator found out in one cell. Histograms are in HdrHistogram's V2 format, compressed,
 * in base64, with nanoseconds as values; {@link Histograms} reads them.
 *
 * @param latency from the intended start in an open loop, from sending in a closed loop
 * @param serviceTime from sending
 * @param lateness how late requests were because the generator itself was late
 * @param perSecond the responses in each second
 * @param busyShare the share of time in which the busiest thread of the generator worked
 * @param limit why the generator was the limit, or null if it was not
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
    long cpuNanos,
    double busyShare,
    @Nullable String limit) {
  public LoadResult {
    Required.value("startedAt", startedAt);
    errors = Required.sorted("errors", errors);
    statuses = Required.sorted("statuses", statuses);
    Required.text("latency", latency);
    labels = Required.sorted("labels", labels);
    perSecond = List.copyOf(Required.value("perSecond", perSecond));
  }

  /** The responses to the requests with one label. */
  public record Label(long responses, String latency) {}

  /** Requests without a usable answer, of any kind. */
  public long allErrors() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}

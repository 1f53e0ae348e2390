package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The warm-up of a server before its cells of a round.
 *
 * @param requests how many requests it answered
 * @param cpuPerRequest seconds of CPU time per request, in windows of equal length
 * @param stableAfterSeconds when the CPU time per request stopped falling; {@link #NEVER} if it did
 *     not within the bound
 */
public record WarmUp(
    int round,
    String variant,
    long requests,
    List<Double> cpuPerRequest,
    double stableAfterSeconds) {
  /** The time of a warm-up that was not long enough. */
  public static final double NEVER = -1;

  public WarmUp {
    Required.text("variant", variant);
    cpuPerRequest = List.copyOf(Required.value("cpuPerRequest", cpuPerRequest));
  }

  /** Whether it had more than one window, so that it could be found to be stable. */
  @JsonIgnore
  public boolean isComparable() {
    return cpuPerRequest.size() > 1;
  }
}

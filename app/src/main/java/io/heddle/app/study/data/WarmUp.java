package io.heddle.app.study.data;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The warm-up of a server before its cells of a round. In each cycle, the server gets every load
 * that it will be measured with, for a moment.
 *
 * @param point the only one that the process is for, with its workload; null if it is for several
 * @param isStable whether it ended because the server was stable, not because of the bound
 */
public record WarmUp(
    int round,
    String variant,
    @Nullable String point,
    List<Cycle> cycles,
    double seconds,
    boolean isStable) {
  public WarmUp {
    Required.text("variant", variant);
    cycles = List.copyOf(Required.value("cycles", cycles));
  }

  /** Whether another one was for the same cells. */
  public boolean isOfSameProcess(WarmUp other) {
    return round == other.round
        && variant.equals(other.variant)
        && Objects.equals(point, other.point);
  }

  /**
   * A cycle through all loads.
   *
   * @param compilerShare part of the server's CPU time that its compilers used, from 0 to 1
   * @param costRatio CPU time per request, without the compilers, divided by that of the cycle
   *     before: the median over the loads. Null for the first cycle
   */
  public record Cycle(double seconds, double compilerShare, @Nullable Double costRatio) {}
}

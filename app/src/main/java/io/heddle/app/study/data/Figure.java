package io.heddle.app.study.data;

import static io.heddle.app.study.data.Better.HIGHER;
import static io.heddle.app.study.data.Better.LOWER;
import static io.heddle.app.study.data.Unit.BYTES;
import static io.heddle.app.study.data.Unit.COUNT;
import static io.heddle.app.study.data.Unit.PER_SECOND;
import static io.heddle.app.study.data.Unit.SECONDS;
import static io.heddle.app.study.data.Unit.SHARE;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a cell can measure. Few cells have every figure. */
public enum Figure {
  THROUGHPUT("throughput", "Throughput", PER_SECOND, HIGHER),
  GOODPUT("goodput", "Goodput", PER_SECOND, HIGHER),
  LATENCY_P50("latencyP50", "Median latency", SECONDS, LOWER),
  LATENCY_P90("latencyP90", "p90 latency", SECONDS, LOWER),
  LATENCY_P99("latencyP99", "p99 latency", SECONDS, LOWER),
  LATENCY_P999("latencyP999", "p99.9 latency", SECONDS, LOWER),
  LATENCY_MAX("latencyMax", "Maximum latency", SECONDS, LOWER),
  CPU_PER_REQUEST("cpuPerRequest", "CPU time per request", SECONDS, LOWER),
  /** Of the server's CPU time. The CPU time per request is without it. */
  COMPILER_SHARE("compilerShare", "Share of the JIT compilers", SHARE, LOWER),
  /** What programs other than the server and the generator used, in processors. */
  OTHER_LOAD("otherLoad", "Processors used by others", COUNT, LOWER),
  ALLOCATION_PER_REQUEST("allocationPerRequest", "Allocation per request", BYTES, LOWER),
  RSS("rss", "Resident memory", BYTES, LOWER),
  LIVE_HEAP("liveHeap", "Live heap", BYTES, LOWER),
  KERNEL_SOCKETS("kernelSockets", "Kernel memory of sockets", BYTES, LOWER),
  CONTEXT_SWITCHES_PER_REQUEST(
      "contextSwitchesPerRequest", "Context switches per request", COUNT, LOWER),
  THREADS("threads", "Platform threads", COUNT, LOWER),
  GC_PAUSES("gcPauses", "GC pauses", COUNT, LOWER),
  GC_PAUSE_TOTAL("gcPauseTotal", "GC pauses, total", SECONDS, LOWER),
  CARRIER_UTILISATION("carrierUtilisation", "Carrier utilisation", SHARE, LOWER),
  LOOP_UTILISATION("loopUtilisation", "Loop utilisation", SHARE, LOWER),
  SYSTEM_CALLS_PER_REQUEST("systemCallsPerRequest", "System calls per request", COUNT, LOWER),
  ERROR_SHARE("errorShare", "Share of errors", SHARE, LOWER),
  RECOVERY_SECONDS("recoverySeconds", "Time to recover", SECONDS, LOWER),
  FIRST_ANSWER_SECONDS("firstAnswerSeconds", "Time to the first answer", SECONDS, LOWER),
  FULL_SPEED_SECONDS("fullSpeedSeconds", "Time to full speed", SECONDS, LOWER),
  BYSTANDER_P99("bystanderP99", "p99 latency of bystanders", SECONDS, LOWER),
  CROSSOVER("crossover", "Crossover", COUNT, LOWER);

  private final String key;
  private final String title;
  private final Unit unit;
  private final Better better;

  Figure(String key, String title, Unit unit, Better better) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.better = better;
  }

  /** The name in files. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The name for readers. */
  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }

  public Better better() {
    return better;
  }

  /** Whether it is how long requests take. */
  public boolean isLatency() {
    return switch (this) {
      case LATENCY_P50, LATENCY_P90, LATENCY_P99, LATENCY_P999, LATENCY_MAX, BYSTANDER_P99 -> true;
      default -> false;
    };
  }

  /** Whether it is how much work is done per second. */
  public boolean isRate() {
    return this == THROUGHPUT || this == GOODPUT;
  }

  /** Whether it includes what earlier loads have left behind in the same process. */
  public boolean carriesOver() {
    return this == RSS || this == THREADS;
  }

  /** Whether a server has more of it because it answers more requests. */
  public boolean growsWithWork() {
    return this == GC_PAUSES || this == GC_PAUSE_TOTAL;
  }

  /** Whether it describes the measurement, and no property of the server. */
  public boolean isCondition() {
    return this == COMPILER_SHARE || this == OTHER_LOAD;
  }
}

package io.heddle.app.study.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the generator has to do.
 *
 * @param url of the server, without a path
 * @param ratePerSecond of intended starts, in an open loop
 * @param pipeline how many requests may wait for their responses on one connection
 * @param requestsPerConnection after this many a connection is replaced; 0 for never
 * @param warmup load before the measurement
 * @param timeout of a request: from its intended start in an open loop, from sending in a closed
 *     one
 * @param threads how many selector loops share the connections
 * @param seed of everything random
 * @param surge what is before and after the measurement, if it is a surge; null if the load is the
 *     same throughout
 * @param requests what is sent, chosen at random by weight
 */
record Job(
    URI url,
    Mode mode,
    int connections,
    double ratePerSecond,
    Arrivals arrivals,
    int pipeline,
    int requestsPerConnection,
    Duration warmup,
    Duration measure,
    Duration timeout,
    int threads,
    long seed,
    @Nullable Surge surge,
    List<Kind> requests) {
  /** What makes a request start. */
  enum Mode {
    /** The clock: requests start at a rate, whatever the server does. */
    OPEN,
    /** The response before it: each connection sends its next request at once. */
    CLOSED
  }

  /** How the intended starts of an open loop are spread. */
  enum Arrivals {
    /** At equal distances. */
    CONSTANT,
    /** As those of many independent clients: a Poisson process. */
    POISSON
  }

  /**
   * One kind of request.
   *
   * @param fields header fields by name
   * @param weight how often it is chosen, compared with the others
   * @param readBytesPerSecond how slowly the response is read; 0 for as fast as possible
   * @param writeBytesPerSecond how slowly the request is sent; 0 for as fast as possible
   * @param isMeasured whether it counts; other load is only there
   * @param label results are also kept apart for each label
   */
  record Kind(
      String method,
      String target,
      Map<String, String> fields,
      long bodyBytes,
      long weight,
      long readBytesPerSecond,
      long writeBytesPerSecond,
      boolean isMeasured,
      @Nullable String label) {
    Kind {
      fields = Map.copyOf(fields);
      require("bodyBytes", bodyBytes, 0, 1L << 40);
      require("weight", weight, 1, 1L << 40);
      require("readBytesPerSecond", readBytesPerSecond, 0, 1L << 40);
      require("writeBytesPerSecond", writeBytesPerSecond, 0, 1L << 40);
    }
  }

  /**
   * The measurement is a surge, which comes and goes.
   *
   * @param restRatePerSecond of intended starts during the warm-up, and after the surge
   * @param after how long the load goes on after the surge; this is not measured but for its slices
   * @param slice the length of the slices into which the whole load is divided
   */
  record Surge(double restRatePerSecond, Duration after, Duration slice) {
    private static final long MAX_AFTER_MILLIS = 600_000;
    private static final long MIN_SLICE_MILLIS = 10;

    Surge {
      requireRate("restRatePerSecond", restRatePerSecond);
      require("afterMillis", after.toMillis(), 0, MAX_AFTER_MILLIS);
      require("sliceMillis", slice.toMillis(), MIN_SLICE_MILLIS, MAX_AFTER_MILLIS);
    }
  }

  private static final long MAX_MILLIS = 86_400_000;

  /** Each slice has a histogram. */
  private static final long MAX_SLICES = 1_000;

  private static final int MAX_KINDS = 1_000_000;
  private static final double MAX_RATE = 10_000_000;

  Job {
    requests = List.copyOf(requests);
    require("connections", connections, 1, 100_000);
    require("pipeline", pipeline, 1, 10_000);
    require("requestsPerConnection", requestsPerConnection, 0, Integer.MAX_VALUE);
    require("warmupMillis", warmup.toMillis(), 0, MAX_MILLIS);
    require("measureMillis", measure.toMillis(), 1, MAX_MILLIS);
    require("timeoutMillis", timeout.toMillis(), 1, MAX_MILLIS);
    require("threads", threads, 1, connections);
    require("number of requests", requests.size(), 1, MAX_KINDS);
    if (mode == Mode.OPEN) {
      requireRate("ratePerSecond", ratePerSecond);
    }
    if (surge != null) {
      if (mode != Mode.OPEN) {
        throw new IllegalArgumentException(
            "surge needs an open loop: remove it, or write mode open");
      }
      long millis = warmup.plus(measure).plus(surge.after()).toMillis();
      require("number of slices", millis / surge.slice().toMillis(), 1, MAX_SLICES);
    }
  }

  boolean isOpen() {
    return mode == Mode.OPEN;
  }

  private static void requireRate(String what, double rate) {
    if (!(rate > 0 && rate <= MAX_RATE)) {
      throw new IllegalArgumentException(
          "%s is %s, but an open loop needs one above 0 and up to %.0f"
              .formatted(what, rate, MAX_RATE));
    }
  }

  private static void require(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + ", but must be within " + least + " to " + most);
    }
  }
}

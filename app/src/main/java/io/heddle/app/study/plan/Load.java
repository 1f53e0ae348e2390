package io.heddle.app.study.plan;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What clients do, the same for every variant.
 *
 * @param pace what makes a request start
 * @param connections how many clients there are
 * @param pipeline how many requests may wait for their responses on one connection
 * @param requestsPerConnection after this many a connection is replaced; 0 for never
 * @param timeout of a request
 * @param least the shortest lead and window with which its figures mean something
 */
public record Load(
    Pace pace,
    int connections,
    int pipeline,
    int requestsPerConnection,
    Duration timeout,
    List<RequestKind> requests,
    Timing least) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How many responses each client of a closed loop gets if it can, one to spare. */
  private static final int TURNS = 4;

  private static final Duration MAX_AGAIN = Duration.ofSeconds(15);

  /** What makes a request start. */
  public sealed interface Pace {
    /** The response before it, so the server works as hard as it can. */
    record Closed() implements Pace {}

    /** The clock, at a rate that is the same for every variant. */
    record Rate(double perSecond) implements Pace {}

    /** The clock, at a share of the same server's peak. */
    record ShareOfPeak(double share) implements Pace {}

    /**
     * The clock, at a share of the same server's peak as long as it is measured, and at another one
     * before that and for some time after it.
     */
    record Surge(double share, double restShare, Duration after) implements Pace {
      /** The load is divided into slices of this length, to see when the surge is over. */
      public static final Duration SLICE = Duration.ofMillis(100);

      /** How long a server is warmed up with it at a time: long enough for clients to give up. */
      public static final Duration WARM_UP = Duration.ofSeconds(3);
    }

    /** Whether the same server's peak must be known. */
    default boolean isOfPeak() {
      return switch (this) {
        case Closed _, Rate _ -> false;
        case ShareOfPeak _, Surge _ -> true;
      };
    }
  }

  public Load {
    requests = List.copyOf(requests);
  }

  public static Load closed(int connections, RequestKind... requests) {
    return open(new Pace.Closed(), connections, requests);
  }

  /** An open loop. With a low rate, it is measured for as long as its percentile needs. */
  public static Load open(Pace pace, int connections, RequestKind... requests) {
    Timing least =
        pace instanceof Pace.Rate(double perSecond)
            ? Timing.of(Percentile.ofRate(perSecond).window(perSecond))
            : Timing.NONE;
    return new Load(pace, connections, 1, 0, TIMEOUT, List.of(requests), least);
  }

  public Load withPipeline(int other) {
    return new Load(pace, connections, other, requestsPerConnection, timeout, requests, least);
  }

  public Load withRequestsPerConnection(int other) {
    return new Load(pace, connections, pipeline, other, timeout, requests, least);
  }

  public Load withTimeout(Duration other) {
    return new Load(pace, connections, pipeline, requestsPerConnection, other, requests, least);
  }

  /** The same load, measured for at least this long, after a lead of a third of that. */
  public Load withLeast(Duration window) {
    return withLeast(window.dividedBy(3), window);
  }

  /** The same load, measured for at least this long. */
  public Load withLeast(Duration lead, Duration window) {
    Timing other = new Timing(lead, window);
    return new Load(pace, connections, pipeline, requestsPerConnection, timeout, requests, other);
  }

  /**
   * The same load on handlers of which the slowest takes this long: no client gives up before, and
   * each one of a closed loop gets a few responses.
   */
  public Load withHandlers(Duration longest) {
    Duration patience = longest.multipliedBy(TURNS);
    Duration window = pace instanceof Pace.Closed ? patience : Duration.ZERO;
    Timing other = least.atLeast(new Timing(longest, window));
    return new Load(
        pace,
        connections,
        pipeline,
        requestsPerConnection,
        patience.compareTo(timeout) < 0 ? timeout : patience,
        requests,
        other);
  }

  /** Whether some of its requests wait. */
  public boolean waits() {
    return requests.stream().anyMatch(RequestKind::waits);
  }

  /** The usual timing, or a longer one if that is too short for it. */
  public Timing timing(Timing usual) {
    return usual.atLeast(least);
  }

  /**
   * A timing for a second try. In a closed loop, the window is long enough for each client to get a
   * few responses, as far as the first try tells; otherwise the figures show how the load began.
   */
  public Timing again(Timing usual, double responsesPerSecond) {
    if (!(pace instanceof Pace.Closed)) return usual;
    double seconds = TURNS * connections / Math.max(responsesPerSecond, 1);
    Duration needed = Duration.ofMillis((long) Math.ceil(seconds * 1_000));
    return usual.atLeast(Timing.of(needed.compareTo(MAX_AGAIN) < 0 ? needed : MAX_AGAIN));
  }

  /** How long it goes on after it has been measured. */
  Duration after() {
    return pace instanceof Pace.Surge surge ? surge.after() : Duration.ZERO;
  }

  /** The same, but with a closed loop of this many clients in place of a rate. */
  Load asFastAsPossible(int clients) {
    return pace instanceof Pace.Closed ? this : asPeak(clients);
  }

  /** The same requests in a closed loop with this many clients, which measures the peak. */
  public Load asPeak(int clients) {
    return new Load(
        new Pace.Closed(),
        clients,
        pipeline,
        requestsPerConnection,
        timeout,
        requests,
        Timing.NONE);
  }

  /** The surge alone, for a server with this peak in requests per second; empty if it has none. */
  public Optional<Load> surge(double peak) {
    return pace instanceof Pace.Surge(double share, _, _) && peak > 0
        ? Optional.of(
            new Load(
                new Pace.Rate(share * peak),
                connections,
                pipeline,
                requestsPerConnection,
                timeout,
                requests,
                Timing.NONE))
        : Optional.empty();
  }

  /**
   * The generator's job.
   *
   * @param peak the peak of the server that is measured, in requests per second
   * @param steps the steps of computing in a number of microseconds
   */
  public Map<String, Object> job(
      URI url, double peak, Timing timing, int threads, long seed, DoubleUnaryOperator steps) {
    double rate =
        switch (pace) {
          case Pace.Closed _ -> 0;
          case Pace.Rate(double perSecond) -> perSecond;
          case Pace.ShareOfPeak(double share) -> share * peak;
          case Pace.Surge(double share, _, _) -> share * peak;
        };
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("url", url.toString());
    job.put("mode", rate > 0 ? "open" : "closed");
    job.put("connections", connections);
    if (rate > 0) {
      job.put("ratePerSecond", rate);
      job.put("arrivals", "poisson");
    }
    job.put("pipeline", pipeline);
    job.put("requestsPerConnection", requestsPerConnection);
    job.put("warmupMillis", timing.lead().toMillis());
    job.put("measureMillis", timing.window().toMillis());
    job.put("timeoutMillis", timeout.toMillis());
    job.put("threads", Math.min(threads, connections));
    job.put("seed", seed);
    if (pace instanceof Pace.Surge(_, double restShare, Duration after)) {
      job.put(
          "surge",
          Map.of(
              "restRatePerSecond", restShare * peak,
              "afterMillis", after.toMillis(),
              "sliceMillis", Pace.Surge.SLICE.toMillis()));
    }
    job.put("requests", requests.stream().map(kind -> kind.job(steps)).toList());
    return job;
  }
}

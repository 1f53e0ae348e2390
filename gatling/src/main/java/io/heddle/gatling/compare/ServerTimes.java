package io.heddle.gatling.compare;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's own histogram of response times: {@code http_server_requests_seconds} of all its
 * pages together.
 *
 * @param count the number of requests
 * @param seconds their times, added up
 * @param atMost how many took at most so many seconds
 */
record ServerTimes(double count, double seconds, TreeMap<Double, Double> atMost) {
  private static final String NAME = "http_server_requests_seconds";
  private static final Pattern BUCKET =
      Pattern.compile(NAME + "_bucket\\{.*le=\"(?<le>[^\"]+)\".*} (?<count>\\S+)");

  static ServerTimes of(Metrics metrics) {
    TreeMap<Double, Double> atMost = new TreeMap<>();
    metrics
        .text()
        .lines()
        .map(BUCKET::matcher)
        .filter(Matcher::matches)
        .forEach(
            bucket -> {
              String limit = bucket.group("le").replace("+Inf", "Infinity");
              double number = Double.parseDouble(bucket.group("count"));
              atMost.merge(Double.parseDouble(limit), number, Double::sum);
            });
    return new ServerTimes(metrics.sum(NAME + "_count"), metrics.sum(NAME + "_sum"), atMost);
  }

  /** What was added since an earlier look. */
  ServerTimes since(ServerTimes earlier) {
    TreeMap<Double, Double> more = new TreeMap<>();
    atMost.forEach(
        (limit, number) -> more.put(limit, number - earlier.atMost.getOrDefault(limit, 0.0)));
    return new ServerTimes(count - earlier.count, seconds - earlier.seconds, more);
  }

  double meanMillis() {
    return seconds * 1_000 / count;
  }

  /**
   * A quantile as Prometheus estimates it: as if the requests of a bucket were at equal distances.
   * In the first bucket, that says no more than its upper limit.
   */
  double quantileMillis(double share) {
    double rank = share * count;
    double below = 0;
    double lower = 0;
    for (Map.Entry<Double, Double> bucket : atMost.entrySet()) {
      double upper = bucket.getKey();
      if (bucket.getValue() >= rank && !Double.isInfinite(upper)) {
        return (lower + (upper - lower) * (rank - below) / (bucket.getValue() - below)) * 1_000;
      }
      below = bucket.getValue();
      lower = Double.isInfinite(upper) ? lower : upper;
    }
    return lower * 1_000;
  }

  /** The upper limit of the first bucket, below which a quantile means nothing. */
  double finestMillis() {
    return atMost.isEmpty() ? 0 : atMost.firstKey() * 1_000;
  }
}

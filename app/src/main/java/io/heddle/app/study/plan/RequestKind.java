package io.heddle.app.study.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request of a load.
 *
 * @param weight how often it is chosen, compared with the others
 * @param readBytesPerSecond how slowly the response is read; 0 for as fast as possible
 * @param writeBytesPerSecond how slowly the request is sent; 0 for as fast as possible
 * @param isMeasured whether it counts; if not, it is only background load
 * @param label results are also kept apart for each label
 */
public record RequestKind(
    String method,
    String target,
    long bodyBytes,
    long weight,
    long readBytesPerSecond,
    long writeBytesPerSecond,
    boolean isMeasured,
    @Nullable String label) {
  /** The label of requests that show how other load affects them. */
  public static final String BYSTANDER = "bystander";

  private static final Pattern WAITING = Pattern.compile("/work\\?(.*&)?wait=0*[1-9].*");
  private static final Pattern CPU = Pattern.compile("cpu=(?<us>\\d+)us");

  public static RequestKind get(String target) {
    return new RequestKind("GET", target, 0, 1, 0, 0, true, null);
  }

  public static RequestKind post(String target, long bodyBytes) {
    return new RequestKind("POST", target, bodyBytes, 1, 0, 0, true, null);
  }

  public RequestKind withWeight(long other) {
    return new RequestKind(
        method,
        target,
        bodyBytes,
        other,
        readBytesPerSecond,
        writeBytesPerSecond,
        isMeasured,
        label);
  }

  /** The same as load that does not count. */
  public RequestKind unmeasured() {
    return new RequestKind(
        method, target, bodyBytes, weight, readBytesPerSecond, writeBytesPerSecond, false, label);
  }

  /** The same with results of its own. */
  public RequestKind labelled(String name) {
    return new RequestKind(
        method, target, bodyBytes, weight, readBytesPerSecond, writeBytesPerSecond, true, name);
  }

  /** The same from a slow client, in bytes per second. */
  public RequestKind slow(long reading, long writing) {
    return new RequestKind(method, target, bodyBytes, weight, reading, writing, isMeasured, label);
  }

  /** Whether its handler is {@code /work}, and waits. */
  boolean waits() {
    return WAITING.matcher(target).matches();
  }

  /**
   * The generator's form.
   *
   * @param steps the steps of computing in a number of microseconds, the same for all variants; 0
   *     if they are not known
   */
  Map<String, Object> job(DoubleUnaryOperator steps) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("method", method);
    job.put("target", exact(steps));
    job.put("bodyBytes", bodyBytes);
    job.put("weight", weight);
    job.put("readBytesPerSecond", readBytesPerSecond);
    job.put("writeBytesPerSecond", writeBytesPerSecond);
    job.put("measured", isMeasured);
    if (label != null) {
      job.put("label", label);
    }
    return job;
  }

  /**
   * Every server gets a number of steps and not a time, so that all do exactly the same. If the
   * speed is not known, the server has to measure the time itself.
   */
  private String exact(DoubleUnaryOperator steps) {
    Matcher cpu = CPU.matcher(target);
    return target.startsWith("/work?") ? cpu.replaceAll(time -> exact(time, steps)) : target;
  }

  private static String exact(MatchResult time, DoubleUnaryOperator steps) {
    long count = Math.round(steps.applyAsDouble(Double.parseDouble(time.group("us"))));
    return count > 0 ? "spin=" + count : time.group();
  }
}

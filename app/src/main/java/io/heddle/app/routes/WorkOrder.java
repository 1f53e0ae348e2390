package io.heddle.app.routes;

import io.heddle.http.HttpException;
import io.heddle.http.RequestHead;
import io.heddle.http.Status;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much work a request asks for in its query.
 *
 * @param pause how long to wait: {@code wait=50ms}
 * @param cpu how long to compute: {@code cpu=300us}
 * @param spins how many steps to compute: {@code spin=1000}
 * @param bytes of the response: {@code bytes=8192}
 */
record WorkOrder(Duration pause, Duration cpu, long spins, int bytes) {
  private static final int MAX_BYTES = 16 << 20;
  private static final long MAX_SPINS = 100_000_000_000L;
  private static final Duration MAX_TIME = Duration.ofMinutes(1);
  private static final Pattern TIME = Pattern.compile("(?<number>\\d{1,9})(?<unit>us|ms|s)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

  /**
   * Reads it.
   *
   * @throws HttpException if a value is wrong
   */
  static WorkOrder of(RequestHead head) {
    return new WorkOrder(
        time(head, "wait"),
        time(head, "cpu"),
        number(head, "spin", MAX_SPINS),
        (int) number(head, "bytes", MAX_BYTES));
  }

  boolean waits() {
    return !pause.isZero();
  }

  boolean computes() {
    return spins > 0 || !cpu.isZero();
  }

  /** All steps to compute. */
  long steps() {
    return cpu.isZero()
        ? spins
        : spins + Math.round(cpu.toNanos() / 1_000.0 * Spinning.stepsPerMicrosecond());
  }

  private static Duration time(RequestHead head, String name) {
    String text = head.queryParameter(name).orElse("0s");
    Matcher form = TIME.matcher(text);
    if (form.matches()) {
      long number = Long.parseLong(form.group("number"));
      Duration time =
          switch (form.group("unit")) {
            case "us" -> Duration.ofNanos(number * 1_000);
            case "ms" -> Duration.ofMillis(number);
            default -> Duration.ofSeconds(number);
          };
      if (time.compareTo(MAX_TIME) <= 0) {
        return time;
      }
    }
    throw new HttpException(
        Status.BAD_REQUEST, name + " must be a time up to 60s, such as 300us, 50ms or 1s");
  }

  private static long number(RequestHead head, String name, long most) {
    String text = head.queryParameter(name).orElse("0");
    if (NUMBER.matcher(text).matches() && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw new HttpException(Status.BAD_REQUEST, name + " must be a whole number from 0 to " + most);
  }
}

package io.heddle.app.routes;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A handler with a known amount of work, in this order: it reads the request's body, waits ({@code
 * wait=50ms}), computes ({@code cpu=300us}, or {@code spin=} a number of steps) and answers ({@code
 * bytes=8192}). Like most handlers, it makes no promise that it never blocks.
 */
final class Work implements Handler {
  private static final int MAX_BYTES = 16 << 20;
  private static final long MAX_SPINS = 100_000_000_000L;
  private static final Duration MAX_TIME = Duration.ofMinutes(1);
  private static final int BUFFER_BYTES = 16 << 10;
  private static final Pattern TIME = Pattern.compile("(?<number>\\d{1,9})(?<unit>us|ms|s)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    Duration wait = time(request, "wait");
    Duration cpu = time(request, "cpu");
    long spins = number(request, "spin", MAX_SPINS);
    int bytes = (int) number(request, "bytes", MAX_BYTES);
    skip(request.body());
    if (!wait.isZero()) {
      Thread.sleep(wait);
    }
    if (!cpu.isZero()) {
      spins += Math.round(cpu.toNanos() / 1_000.0 * Spinning.stepsPerMicrosecond());
    }
    byte[] content = new byte[bytes];
    if (spins > 0 && bytes > 0) {
      content[0] = (byte) Spinning.spin(spins);
    } else if (spins > 0) {
      Spinning.spinUnused(spins);
    }
    return Response.ok(MediaType.BINARY, new Body.Bytes(content));
  }

  /** How fast this JVM computes: what {@code cpu=} is converted with. */
  static Response speed(Request request) {
    return Response.text(Double.toString(Spinning.stepsPerMicrosecond()));
  }

  private static void skip(InputStream body) throws IOException {
    // most requests have no body, and need no buffer
    if (body.read() >= 0) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = body.read(buffer);
      while (count >= 0) {
        count = body.read(buffer);
      }
    }
  }

  private static Duration time(Request request, String name) {
    String text = request.queryParameter(name).orElse("0s");
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

  private static long number(Request request, String name, long most) {
    String text = request.queryParameter(name).orElse("0");
    if (NUMBER.matcher(text).matches() && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw new HttpException(Status.BAD_REQUEST, name + " must be a whole number from 0 to " + most);
  }
}

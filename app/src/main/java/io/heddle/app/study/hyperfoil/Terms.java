package io.heddle.app.study.hyperfoil;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a benchmark needs and a point does not say.
 *
 * @param target the server, as a URL without a path
 * @param duration of the measurement; a warm-up of a third of it comes before
 * @param peak the server's peak in requests per second, for rates that are a share of it
 */
public record Terms(URI target, Duration duration, OptionalDouble peak) {
  Duration warmUp() {
    return duration.dividedBy(3);
  }
}

package io.heddle.grafana;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws {@code docs/dashboard.svg} anew, from some 100 seconds of traffic on real servers. No part
 * of the build; it takes two minutes:
 *
 * <pre>mvn -pl grafana -am test -Dtest=DashboardPreview -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
final class DashboardPreview {
  private static final Path PICTURE = Checkout.file("docs/dashboard.svg");
  private static final int MAX_CONNECTIONS = 600;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration SHOWN = Duration.ofSeconds(100);

  @Test
  void drawsTheDashboard(@TempDir Path folder) throws Exception {
    Installed.prometheus();
    try (Fleet fleet = Fleet.start(folder, MAX_CONNECTIONS)) {
      Thread.sleep(WARM_UP);
      Instant from = Instant.now();
      while (Instant.now().isBefore(from.plus(SHOWN))) {
        double seconds = Duration.between(from, Instant.now()).toMillis() / 1_000.0;
        fleet.intensity(intensity(seconds));
        fleet.guests(guests(seconds));
        TimeUnit.MILLISECONDS.sleep(500);
      }
      String machine = Runtime.getRuntime().availableProcessors() + " cores";
      Files.writeString(PICTURE, new Page(fleet, from, Instant.now()).draw(machine));
    }
  }

  /** They come until there is hardly room for a crowd, and go again. */
  private static int guests(double seconds) {
    return (int) Math.clamp(20 + 15 * (seconds - 10), 20, seconds > 85 ? 100 : 500);
  }

  /** A tide, a rush in the middle of it and a lull after that. */
  private static double intensity(double seconds) {
    double tide = 0.8 + 0.4 * Math.sin(seconds / 12);
    if (seconds > 40 && seconds < 60) {
      return tide + 2;
    }
    return seconds > 75 && seconds < 88 ? 0.15 : tide;
  }
}

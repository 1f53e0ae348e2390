package io.heddle.grafana;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws {@code target/dashboard.svg} from two minutes of load on real servers. During a rush,
 * requests that wait queue for epoll's small pool of workers. It is not part of the build;
 * grafana/README.md says how to run it.
 */
final class DashboardPreview {
  private static final Path PICTURE = Path.of("target", "dashboard.svg");
  private static final int WORKERS = 4;
  private static final int FEW = 10;
  private static final int MANY = 60;
  private static final Duration WARM_UP = Duration.ofSeconds(25);
  private static final Duration SHOWN = Duration.ofMinutes(2);
  private static final Duration RUSH_BEGINS = Duration.ofSeconds(30);
  private static final Duration RUSH_ENDS = Duration.ofSeconds(90);

  @Test
  void drawsTheDashboard(@TempDir Path folder) throws Exception {
    Installed.prometheus();
    try (Fleet fleet = Fleet.startForVisitors(folder, WORKERS)) {
      fleet.visitors(FEW);
      Thread.sleep(WARM_UP);
      Instant from = Instant.now();
      fleet.visitors(FEW);
      Thread.sleep(RUSH_BEGINS);
      fleet.visitors(MANY);
      Thread.sleep(RUSH_ENDS.minus(RUSH_BEGINS));
      fleet.visitors(FEW);
      Thread.sleep(SHOWN.minus(RUSH_ENDS));
      String load =
          "%d clients per engine, %d during the rush; 2 of 3 requests wait 50 ms. epoll runs with --workers=%d. %d cores."
              .formatted(FEW, MANY, WORKERS, Runtime.getRuntime().availableProcessors());
      Files.writeString(PICTURE, new Page(fleet, from, Instant.now()).draw(load));
    }
  }
}

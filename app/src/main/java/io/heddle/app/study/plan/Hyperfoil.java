package io.heddle.app.study.plan;

import java.util.Locale;
import java.util.Optional;

/**
 * Steady loads as benchmarks of Hyperfoil, another load generator, so that others can check our
 * figures with a tool that is not ours.
 */
public final class Hyperfoil {
  /** Requests with larger bodies are left out: the files have the bodies as text. */
  private static final int MAX_BODY_BYTES = 1 << 17;

  private Hyperfoil() {}

  /**
   * The benchmark of a point. Empty if Hyperfoil cannot do the same: slow clients, connections that
   * are replaced, loads that depend on a peak, and anything but a steady load.
   */
  public static Optional<String> benchmark(String name, Setting setting) {
    if (!(setting.measurement() instanceof Measurement.Steady(Load load))) return Optional.empty();
    boolean isSlow =
        load.requests().stream()
            .anyMatch(r -> r.readBytesPerSecond() + r.writeBytesPerSecond() > 0);
    boolean isRelative = load.pace() instanceof Load.Pace.ShareOfPeak;
    boolean isLarge = load.requests().stream().anyMatch(r -> r.bodyBytes() > MAX_BODY_BYTES);
    if (isLarge || isSlow || isRelative || load.requestsPerConnection() > 0)
      return Optional.empty();
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(name).append('\n');
    yaml.append("http:\n  host: http://127.0.0.1:8080\n");
    yaml.append("  sharedConnections: ").append(load.connections()).append('\n');
    yaml.append("  pipeliningLimit: ").append(load.pipeline()).append('\n');
    yaml.append("phases:\n- load:\n");
    switch (load.pace()) {
      case Load.Pace.Rate(double perSecond) ->
          yaml.append(
              String.format(
                  Locale.ROOT, "    constantRate:\n      usersPerSec: %.0f\n", perSecond));
      case Load.Pace.Closed _, Load.Pace.ShareOfPeak _ ->
          yaml.append("    always:\n      users: ")
              .append((long) load.connections() * load.pipeline())
              .append('\n');
    }
    yaml.append("      duration: 30s\n      forks:\n");
    int number = 0;
    for (RequestKind request : load.requests()) {
      number++;
      yaml.append("      - request").append(number).append(":\n");
      yaml.append("          weight: ").append(request.weight()).append('\n');
      yaml.append("          scenario:\n          - send:\n            - httpRequest:\n");
      yaml.append("                ").append(request.method()).append(": ");
      yaml.append(request.target()).append('\n');
      yaml.append("                timeout: ").append(load.timeout().toSeconds()).append("s\n");
      if (request.bodyBytes() > 0) {
        yaml.append("                body:\n                  text: ");
        yaml.append("x".repeat((int) request.bodyBytes())).append('\n');
      }
    }
    return Optional.of(yaml.toString());
  }
}

package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server of each engine under traffic, and a Prometheus that scrapes them all. */
final class Fleet implements AutoCloseable {
  private final Map<Variant, Heddle> servers = new EnumMap<>(Variant.class);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<Variant, Traffic> traffic = new EnumMap<>(Variant.class);
  private @Nullable Prometheus prometheus;

  private Fleet() {}

  /**
   * Starts all of it; what had started is ended again if something does not.
   *
   * @param folder for the logs and Prometheus's data
   * @param maxConnections how many connections each server lets in
   */
  static Fleet start(Path folder, int maxConnections) throws IOException, InterruptedException {
    Fleet fleet = new Fleet();
    try {
      List<String> options = new ArrayList<>(Traffic.OPTIONS);
      options.add("--max-connections=" + maxConnections);
      for (Variant variant : Variant.values()) {
        Heddle server = fleet.keep(Heddle.start(variant, folder, options));
        fleet.servers.put(variant, server);
      }
      fleet.prometheus = fleet.keep(Prometheus.start(folder, fleet.config()));
      for (Heddle server : fleet.servers.values()) {
        fleet.traffic.put(server.variant(), fleet.keep(Traffic.on(server.port())));
      }
      return fleet;
    } catch (Throwable e) {
      fleet.close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    open.addLast(started);
    return started;
  }

  /** The configuration that is shipped, but for where the servers are and how often to look. */
  private JsonNode config() {
    ObjectNode config = (ObjectNode) Checkout.yaml("grafana/prometheus/prometheus.yml");
    ((ObjectNode) config.path("global"))
        .put("scrape_interval", "1s")
        .put("evaluation_interval", "1s");
    ArrayNode rules = config.putArray("rule_files");
    Checkout.files(Rule.FOLDER, ".yml").forEach(file -> rules.add(file.toString()));
    ObjectNode targets = (ObjectNode) config.at("/scrape_configs/0/static_configs/0");
    ArrayNode addresses = targets.putArray("targets");
    servers.values().forEach(server -> addresses.add(server.admin()));
    return config;
  }

  Heddle server(Variant variant) {
    return Objects.requireNonNull(servers.get(variant));
  }

  /** How much the steady clients of every engine ask for. */
  void intensity(double times) {
    traffic.values().forEach(each -> each.intensity(times));
  }

  /** How many connections to each engine are kept and hardly used. */
  void guests(int count) {
    traffic.values().forEach(each -> each.guests(count));
  }

  /** What Grafana asks for as long as All is chosen. */
  Choice all() {
    return Choice.of(
        List.of("heddle"),
        servers.values().stream().map(Heddle::admin).toList(),
        servers.keySet().stream().map(Variant::label).toList());
  }

  Prometheus prometheus() {
    return Objects.requireNonNull(prometheus);
  }

  /** The engine that a series is of: by its label, or by where it was scraped. */
  Variant engineOf(Answer answer) {
    return servers.values().stream()
        .filter(
            server ->
                server.variant().label().equals(answer.label("engine"))
                    || server.admin().equals(answer.label("instance")))
        .map(Heddle::variant)
        .findFirst()
        .orElseThrow(() -> new AssertionError("of no engine: " + answer));
  }

  @Override
  public void close() {
    for (AutoCloseable each : open.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot end " + each, e);
      }
    }
    open.clear();
  }
}

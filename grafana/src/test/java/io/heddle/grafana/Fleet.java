package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server of each engine under traffic, and a Prometheus that scrapes all of them. */
final class Fleet implements AutoCloseable {
  private final Map<Variant, Heddle> servers = new EnumMap<>(Variant.class);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Visitors> visitors = new ArrayList<>();
  private @Nullable Prometheus prometheus;

  private Fleet() {}

  /**
   * Starts servers under every kind of traffic; the disks of their access logs can be filled.
   *
   * @param folder for the logs and Prometheus's data
   * @param maxConnections the limit of connections of each server
   */
  static Fleet start(Path folder, int maxConnections) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(Traffic.OPTIONS);
    options.add("--flight-recorder");
    options.add("--max-connections=" + maxConnections);
    Fleet fleet = new Fleet();
    // One carrier, so that a few computing requests make virtual threads queue on any machine.
    List<String> shell =
        List.of("env", "JDK_JAVA_OPTIONS=-Djdk.virtualThreadScheduler.parallelism=1");
    return fleet.begin(
        folder, shell, _ -> options, server -> fleet.keep(Traffic.on(server.port())));
  }

  /**
   * Starts servers whose clients take every descriptor from time to time, and whose files shrink.
   *
   * @param folder for the logs, the served files and Prometheus's data
   */
  static Fleet startWithFaults(Path folder) throws IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(root.resolve("file.txt"), "a file that has to be opened");
    List<String> options = List.of("--root=" + root);
    List<String> shell =
        List.of("sh", "-c", "ulimit -n " + Shortage.DESCRIPTORS + " && exec \"$@\"", "sh");
    Fleet fleet = new Fleet();
    return fleet.begin(
        folder,
        shell,
        _ -> options,
        server -> {
          fleet.keep(Shortage.on(server.port()));
          fleet.keep(ShrinkingFile.on(root, server.port()));
        });
  }

  /**
   * Starts servers with visitors whose number can change. Epoll has a pool of workers of this size.
   *
   * @param folder for the logs and Prometheus's data
   */
  static Fleet startForVisitors(Path folder, int workers) throws IOException, InterruptedException {
    Fleet fleet = new Fleet();
    return fleet.begin(
        folder,
        List.of(),
        variant -> variant == Variant.EPOLL ? List.of("--workers=" + workers) : List.of(),
        server -> fleet.visitors.add(fleet.keep(new Visitors(server.port()))));
  }

  /** Starts everything. If one part fails to start, stops those that have started. */
  private Fleet begin(
      Path folder,
      List<String> shell,
      Function<Variant, List<String>> options,
      Consumer<Heddle> startLoad)
      throws IOException, InterruptedException {
    try {
      for (Variant variant : Variant.values()) {
        servers.put(variant, keep(Heddle.start(variant, folder, shell, options.apply(variant))));
      }
      prometheus = keep(Prometheus.start(folder, config()));
      servers.values().forEach(startLoad);
      return this;
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    open.addLast(started);
    return started;
  }

  /** The shipped configuration with other targets and another interval. */
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

  /** Moves all access logs to a full disk, or to one with free space. */
  void fillDisks(boolean full) throws IOException, InterruptedException {
    for (Heddle server : servers.values()) {
      server.fillDisk(full);
    }
  }

  /** Sets the number of visitors of each server. */
  void visitors(int count) {
    visitors.forEach(each -> each.count(count));
  }

  /** The choice of All for every variable. */
  Choice all() {
    return Choice.of(
        List.of("heddle"),
        servers.values().stream().map(Heddle::admin).toList(),
        servers.keySet().stream().map(Variant::label).toList());
  }

  Prometheus prometheus() {
    return Objects.requireNonNull(prometheus);
  }

  /** The engine of a series, from its label or from its instance. */
  Variant engineOf(Answer answer) {
    return servers.values().stream()
        .filter(
            server ->
                server.variant().label().equals(answer.label("engine"))
                    || server.admin().equals(answer.label("instance")))
        .map(Heddle::variant)
        .findFirst()
        .orElseThrow(() -> new AssertionError("without an engine: " + answer));
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

package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A real Prometheus in a separate process on a free port; closing it stops the process. */
final class Prometheus implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final String url;
  private final Path log;

  private Prometheus(Process process, int port, Path log) {
    this.process = process;
    this.url = "http://127.0.0.1:" + port;
    this.log = log;
  }

  /**
   * Starts a Prometheus and waits until it answers.
   *
   * @param folder for its configuration, its data and its log
   * @param config the content of {@code prometheus.yml}
   */
  static Prometheus start(Path folder, JsonNode config) throws IOException, InterruptedException {
    // JSON is also YAML.
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config.toString());
    Path log = folder.resolve("prometheus.log");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Prometheus prometheus = new Prometheus(process, port, log);
    try {
      prometheus.awaitReady();
      return prometheus;
    } catch (Throwable e) {
      prometheus.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    Instant latest = Instant.now().plus(START);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(latest)) {
        throw new AssertionError("Prometheus is not ready in time: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      HttpRequest request = request("/-/ready").build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** Queries the current value of an expression. An error of Prometheus is an AssertionError. */
  List<Answer> query(String expression) throws IOException, InterruptedException {
    return ask("query", "query=" + encoded(expression));
  }

  /** Queries the values of an expression from one time to another. */
  List<Answer> query(String expression, Instant from, Instant to, Duration step)
      throws IOException, InterruptedException {
    return ask(
        "query_range",
        "query=%s&start=%d&end=%d&step=%d"
            .formatted(
                encoded(expression), from.getEpochSecond(), to.getEpochSecond(), step.toSeconds()));
  }

  private List<Answer> ask(String what, String form) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/" + what)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    JsonNode answer = Checkout.JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(answer.path("error").asText());
    }
    List<Answer> answers = new ArrayList<>();
    for (JsonNode series : answer.path("data").path("result")) {
      answers.add(answer(series));
    }
    return answers;
  }

  private static Answer answer(JsonNode series) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String name : new TreeSet<>(fieldNames(series.path("metric")))) {
      labels.put(name, series.path("metric").path(name).asText());
    }
    SortedMap<Double, Double> samples = new TreeMap<>();
    if (series.has("value")) {
      put(samples, series.path("value"));
    }
    series.path("values").forEach(sample -> put(samples, sample));
    return new Answer(labels, samples);
  }

  private static List<String> fieldNames(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void put(SortedMap<Double, Double> samples, JsonNode sample) {
    String value = sample.path(1).asText().replace("Inf", "Infinity");
    samples.put(sample.path(0).asDouble(), Double.parseDouble(value));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.destroyForcibly();
    process.onExit().join();
  }
}

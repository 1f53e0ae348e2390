package io.heddle.app.study.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a server tells about itself on its admin port. */
final class AdminPages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TIMEOUT_MILLIS = 10_000;

  private final URI url;

  AdminPages(URI url) {
    this.url = url;
  }

  JvmFigures jvm() throws IOException {
    return JSON.readValue(text("GET", "/lab/jvm"), JvmFigures.class);
  }

  /** The same after a full collection. */
  JvmFigures afterCollection() throws IOException {
    return JSON.readValue(text("POST", "/lab/gc"), JvmFigures.class);
  }

  /** The sum of all series of a metric; 0 if there are none. */
  static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  String metrics() throws IOException {
    return text("GET", "/metrics");
  }

  /** A page of the site itself. */
  static String page(URI page) throws IOException {
    return new AdminPages(page).text("GET", "");
  }

  private String text(String method, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      connection.getOutputStream().close();
    }
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The page of the JVM.
   *
   * @param contextSwitches of all threads, also of those that have ended; null if not known
   */
  record JvmFigures(
      long cpuNanos,
      long allocatedBytes,
      long gcPauses,
      long gcPauseMillis,
      long heapUsedBytes,
      int peakThreads,
      @Nullable Long contextSwitches,
      int processors) {}
}

package io.heddle.app.study.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a server tells about itself on its admin port. */
final class AdminPages {
  private static final JsonMapper JSON = new JsonMapper();

  /** With thousands of threads, a server may take seconds. */
  private static final int TIMEOUT_SECONDS = 30;

  private final URI url;

  AdminPages(URI url) {
    this.url = url;
  }

  JvmFigures jvm() throws IOException, MeasurementException {
    return JSON.readValue(text("GET", "/lab/jvm"), JvmFigures.class);
  }

  /** The same after a full collection. */
  JvmFigures afterCollection() throws IOException, MeasurementException {
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

  String metrics() throws IOException, MeasurementException {
    return text("GET", "/metrics");
  }

  /** A page of the site itself. */
  static String page(URI page) throws IOException, MeasurementException {
    return new AdminPages(page).text("GET", "");
  }

  /** A page that a server has, but did not send. */
  static final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1;

    private NoAnswer(String method, URI page, IOException cause) {
      super("the server failed to answer %s %s: %s".formatted(method, page, cause), cause);
    }
  }

  private String text(String method, String path) throws IOException, MeasurementException {
    URI page = URI.create(url + path);
    try {
      return text(method, page);
    } catch (SocketTimeoutException _) {
      throw MeasurementException.ofServer(
          "the server did not answer %s %s within %d s".formatted(method, page, TIMEOUT_SECONDS));
    } catch (FileNotFoundException e) {
      throw e; // it has no such page
    } catch (IOException e) {
      throw new NoAnswer(method, page, e);
    }
  }

  private static String text(String method, URI page) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) page.toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(1_000 * TIMEOUT_SECONDS);
    connection.setReadTimeout(1_000 * TIMEOUT_SECONDS);
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

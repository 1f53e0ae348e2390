package io.heddle.gatling.compare;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A page of metrics in Prometheus's text format. */
record Metrics(URI page, String text) {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** Fetches the page of a server, without a proxy and on a connection of its own. */
  static Metrics of(URI page) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return new Metrics(page, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      connection.disconnect();
    }
  }

  /** The sum of all series with this name; 0 if there are none yet. */
  double sum(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The same as a whole number, of a metric that must be there. */
  long whole(String name) throws CompareException {
    if (text.lines()
        .noneMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "))) {
      throw CompareException.failed("%s has no %s".formatted(page, name));
    }
    return Math.round(sum(name));
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The result of one scrape.
 *
 * @param samples the values, by name and labels as written in the text
 */
record Scrape(Map<String, Double> samples) {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+(?:\\{.*})?) (\\S+)");

  /** Scrapes the server whose admin pages are on this port. */
  static Scrape of(int adminPort) throws IOException {
    try (Client client = new Client(adminPort)) {
      Reply reply = client.ask("GET /metrics").read();
      assertThat(reply.status()).isEqualTo(200);
      return read(reply.text());
    }
  }

  /** Reads Prometheus's text format. */
  static Scrape read(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(samples, line));
    return new Scrape(samples);
  }

  private static void add(Map<String, Double> samples, String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    samples.put(sample.group(1), Double.valueOf(sample.group(2).replace("Inf", "Infinity")));
  }

  /** The samples with this name and all these labels, such as {@code status="200"}. */
  Stream<Map.Entry<String, Double>> series(String name, String... labels) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().replaceFirst("\\{.*", "").equals(name))
        .filter(sample -> Stream.of(labels).allMatch(sample.getKey()::contains));
  }

  /** The sum of the samples with this name and all these labels; 0 if there are none. */
  double sum(String name, String... labels) {
    return series(name, labels).mapToDouble(Map.Entry::getValue).sum();
  }

  boolean has(String name, String... labels) {
    return series(name, labels).findAny().isPresent();
  }
}

package io.heddle.app.study.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a job from a line of JSON, and refuses what it does not know. */
final class JobReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> JOB =
      Set.of(
          "url",
          "mode",
          "connections",
          "ratePerSecond",
          "arrivals",
          "pipeline",
          "requestsPerConnection",
          "warmupMillis",
          "measureMillis",
          "timeoutMillis",
          "threads",
          "seed",
          "surge",
          "requests");

  private static final Set<String> SURGE =
      Set.of("restRatePerSecond", "afterMillis", "sliceMillis");

  private static final Set<String> KIND =
      Set.of(
          "method",
          "target",
          "headers",
          "bodyBytes",
          "weight",
          "readBytesPerSecond",
          "writeBytesPerSecond",
          "measured",
          "label");

  /** The object that is read. */
  private final JsonNode node;

  /** Where it is in the job, as the beginning of a message. */
  private final String place;

  private JobReader(JsonNode node, String place, Set<String> known) {
    this.node = node;
    this.place = place;
    if (!node.isObject()) {
      throw new IllegalArgumentException(place + "is " + node + ", but must be an object");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!known.contains(member.getKey())) {
        throw wrong(member.getKey(), "is not known: remove it, or correct its name");
      }
    }
  }

  /**
   * Reads a job.
   *
   * @throws IllegalArgumentException when it is not valid, with the place and the remedy
   */
  static Job read(String line) {
    try {
      return new JobReader(JSON.readTree(line), "job: ", JOB).job();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("job is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Job job() {
    return new Job(
        url(),
        choice("mode", Job.Mode.class, null),
        number("connections", 1),
        rate("ratePerSecond"),
        choice("arrivals", Job.Arrivals.class, Job.Arrivals.CONSTANT),
        number("pipeline", 1),
        number("requestsPerConnection", 0),
        Duration.ofMillis(number("warmupMillis", 0)),
        Duration.ofMillis(number("measureMillis", 0)),
        Duration.ofMillis(number("timeoutMillis", 10_000)),
        number("threads", 1),
        whole("seed", 1),
        node.has("surge") ? new JobReader(node.path("surge"), "job: surge: ", SURGE).surge() : null,
        kinds());
  }

  private Job.Surge surge() {
    return new Job.Surge(
        rate("restRatePerSecond"),
        Duration.ofMillis(number("afterMillis", 0)),
        Duration.ofMillis(number("sliceMillis", 100)));
  }

  private List<Job.Kind> kinds() {
    JsonNode list = node.path("requests");
    if (!list.isArray()) {
      throw wrong("requests", "must be a list of requests");
    }
    List<Job.Kind> kinds = new ArrayList<>();
    for (JsonNode kind : list) {
      String where = "requests[" + kinds.size() + "]: ";
      try {
        kinds.add(new JobReader(kind, "", KIND).kind());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + e.getMessage(), e);
      }
    }
    return kinds;
  }

  private Job.Kind kind() {
    return new Job.Kind(
        text("method", "GET"),
        text("target", null),
        fields(),
        whole("bodyBytes", 0),
        whole("weight", 1),
        whole("readBytesPerSecond", 0),
        whole("writeBytesPerSecond", 0),
        isMeasured(),
        node.has("label") ? text("label", null) : null);
  }

  private URI url() {
    String text = text("url", null);
    URI url = URI.create(text);
    boolean isPlain = "http".equals(url.getScheme()) && url.getHost() != null;
    boolean isBare = url.getRawQuery() == null && url.getRawFragment() == null;
    if (!isPlain || !isBare || !Set.of("", "/").contains(url.getRawPath())) {
      throw wrong("url", "is " + text + ", but must be like http://127.0.0.1:8080");
    }
    return url;
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    if (node.has("headers")) {
      JsonNode headers = node.path("headers");
      JobReader reader = new JobReader(headers, "headers: ", Set.copyOf(names(headers)));
      names(headers).forEach(name -> fields.put(name, reader.text(name, null)));
    }
    return fields;
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private boolean isMeasured() {
    JsonNode value = node.path("measured");
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong("measured", "is " + value + ", but must be true or false");
    }
    return value.asBoolean(true);
  }

  private double rate(String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw wrong(name, "is " + value + ", but must be a number");
    }
    return value.asDouble(0);
  }

  private int number(String name, int standard) {
    long value = whole(name, standard);
    if (value != (int) value) {
      throw wrong(name, "is " + value + ", which is too large");
    }
    return (int) value;
  }

  private long whole(String name, long standard) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return standard;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "is " + value + ", but must be a whole number");
    }
    return value.longValue();
  }

  private String text(String name, @Nullable String standard) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() && standard != null) {
      return standard;
    }
    if (!value.isTextual()) {
      throw wrong(name, value.isMissingNode() ? "is missing" : "is " + value + ", not a text");
    }
    return value.textValue();
  }

  private <E extends Enum<E>> E choice(String name, Class<E> type, @Nullable E standard) {
    String text = text(name, standard == null ? null : nameOf(standard));
    List<E> all = List.of(type.getEnumConstants());
    return all.stream()
        .filter(choice -> nameOf(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () -> {
              Stream<String> names = all.stream().map(JobReader::nameOf);
              String list = String.join(" or ", names.toList());
              return wrong(name, "is " + text + ", but must be " + list);
            });
  }

  private static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException(place + name + " " + what);
  }
}

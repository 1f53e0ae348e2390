package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of a variant at a point in a round.
 *
 * @param x the place of the point in a plot
 * @param order its turn in the round, from 1
 * @param command what repeats this cell alone
 * @param load the generator's job
 * @param result the generator's result, or null if there was none
 * @param figures what was measured, in the units of {@link Figure}
 * @param valid whether the figures are the server's
 * @param invalidReason why they are not, or null
 * @param invalidSide which side that is due to; null if they are, or in studies of earlier versions
 */
public record Cell(
    int round,
    String variant,
    String workload,
    String point,
    double x,
    int order,
    Instant startedAt,
    String command,
    Map<String, Object> load,
    @Nullable LoadResult result,
    Map<Figure, Double> figures,
    boolean valid,
    @Nullable String invalidReason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Side invalidSide) {
  private static final Pattern STEPS = Pattern.compile("/work\\?(.*&)?spin=\\d+.*");

  public Cell {
    Required.text("variant", variant);
    Required.text("workload", workload);
    Required.text("point", point);
    Required.value("startedAt", startedAt);
    Required.value("command", command);
    load = Collections.unmodifiableMap(new LinkedHashMap<>(Required.value("load", load)));
    figures = Required.sorted("figures", figures);
    if (round < 1) throw new IllegalArgumentException("\"round\" is missing or not positive");
    figures.forEach(
        (figure, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("\"" + figure.key() + "\" is not a number");
          }
        });
    if (valid != (invalidReason == null)) {
      throw new IllegalArgumentException("\"invalidReason\" must be there if \"valid\" is false");
    }
  }

  public CellKey key() {
    return new CellKey(workload, point, variant, round);
  }

  /** Whether clients waited for a response before they sent the next request. */
  @JsonIgnore
  public boolean isClosedLoop() {
    return "closed".equals(load.get("mode"));
  }

  /** Whether the handlers of some of its requests compute a number of steps. */
  @JsonIgnore
  public boolean computes() {
    return load.get("requests") instanceof List<?> requests
        && requests.stream().anyMatch(Cell::hasSteps);
  }

  private static boolean hasSteps(Object request) {
    return request instanceof Map<?, ?> values
        && values.get("target") instanceof String target
        && STEPS.matcher(target).matches();
  }

  public Optional<Double> figure(Figure figure) {
    return Optional.ofNullable(figures.get(figure));
  }
}

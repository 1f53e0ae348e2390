package io.heddle.http;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content codings that a client accepts, from Accept-Encoding (RFC 9110 section 12.5.3). Of
 * those with the same weight, the server chooses by the order of {@link ContentCoding}. Immutable.
 *
 * <p>Content without a coding ({@code identity}) is always the last resort, even if the client
 * excludes it: clients can use it more often than they say.
 */
public final class CodingPreference {
  private static final String IDENTITY = "identity";
  private static final String ANY = "*";

  /** Less than any weight that a client can write. */
  private static final double LAST_RESORT = 0.0001;

  /** The preference of a client that says nothing: no coding. */
  private static final CodingPreference NONE = new CodingPreference(Accepted.of(List.of()));

  private final Map<ContentCoding, Double> weights = new EnumMap<>(ContentCoding.class);
  private final double weightOfIdentity;

  private CodingPreference(Accepted accepted) {
    for (ContentCoding coding : ContentCoding.values()) {
      weights.put(coding, weight(accepted, coding.names(), 0));
    }
    this.weightOfIdentity = weight(accepted, List.of(IDENTITY), LAST_RESORT);
  }

  /** The weight of a coding: by its names, or else by {@code *}, or else this one. */
  private static double weight(Accepted accepted, List<String> names, double unlisted) {
    if (names.stream().anyMatch(accepted::lists)) {
      return names.stream().mapToDouble(accepted::named).max().orElse(0);
    }
    return accepted.lists(ANY) ? accepted.named(ANY) : unlisted;
  }

  /** The preference in these lines of the field; none if there is no such field. */
  static CodingPreference of(List<String> lines) {
    return lines.isEmpty() ? NONE : new CodingPreference(Accepted.of(lines));
  }

  /** The best of the available codings; empty if the content is better sent without one. */
  public Optional<ContentCoding> best(Set<ContentCoding> available) {
    ContentCoding best = null;
    double most = 0;
    for (Map.Entry<ContentCoding, Double> entry : weights.entrySet()) {
      double weight = entry.getValue();
      if (weight > most && weight >= weightOfIdentity && available.contains(entry.getKey())) {
        best = entry.getKey();
        most = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether the client says that it cannot use content without a coding. */
  public boolean excludesIdentity() {
    return weightOfIdentity == 0;
  }
}

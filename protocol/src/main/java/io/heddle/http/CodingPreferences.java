package io.heddle.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The preferences of many clients. Most of them send one of a few values, so the last ones are
 * remembered. Thread-safe.
 */
public final class CodingPreferences {
  /** A power of two. */
  private static final int SLOTS = 64;

  /** Browsers send less than this. */
  private static final int MAX_REMEMBERED_CHARS = 100;

  private record Known(String line, CodingPreference preference) {}

  private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(SLOTS);

  /** No preference is known yet. */
  public CodingPreferences() {}

  /** The preference of the request with these fields. */
  public CodingPreference of(Headers headers) {
    List<String> lines = headers.all(HeaderName.ACCEPT_ENCODING);
    return lines.size() == 1 && lines.getFirst().length() <= MAX_REMEMBERED_CHARS
        ? of(lines.getFirst())
        : CodingPreference.of(lines);
  }

  private CodingPreference of(String line) {
    int slot = line.hashCode() & (SLOTS - 1);
    Known last = known.get(slot);
    if (last != null && last.line.equals(line)) {
      return last.preference;
    }
    CodingPreference preference = CodingPreference.of(List.of(line));
    known.set(slot, new Known(line, preference));
    return preference;
  }
}

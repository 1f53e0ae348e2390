package io.heddle.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a request changes in a session. A key is in one of the two at most.
 *
 * @param set new values, by key
 * @param removed keys that are removed
 */
public record SessionChanges(Map<String, String> set, Set<String> removed) {
  /** An immutable copy of both. */
  public SessionChanges {
    set = Map.copyOf(set);
    removed = Set.copyOf(removed);
  }

  /** Whether there is nothing to change. */
  public boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty();
  }

  /** The values after the changes. */
  public Map<String, String> appliedTo(Map<String, String> values) {
    Map<String, String> changed = new HashMap<>(values);
    changed.keySet().removeAll(removed);
    changed.putAll(set);
    return changed;
  }
}

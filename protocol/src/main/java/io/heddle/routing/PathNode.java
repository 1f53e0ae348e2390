package io.heddle.routing;

import io.heddle.http.Octets;
import io.heddle.routing.PathPattern.Literal;
import io.heddle.routing.PathPattern.Parameter;
import io.heddle.routing.PathPattern.Rest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node in the tree of path segments that a {@link Router} searches. Immutable. A search allocates
 * nothing and visits each node at most once, even with backtracking.
 */
final class PathNode {
  /** The end of a pattern, with its resource. */
  record Leaf(PathPattern pattern, Resource resource) {}

  /** Strings sort like their bytes, because patterns are ASCII. */
  private static final Comparator<String> SHORTER_FIRST =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final byte[][] literals;
  private final PathNode[] children;

  /** The index of the first literal of each length; the last entry is the number of literals. */
  private final int[] firstOfLength;

  private final @Nullable PathNode parameter;
  private final @Nullable Resource resource;

  /** The resource at all paths below this node that have no other one. */
  private final @Nullable Resource rest;

  /** The root of the tree with these leaves, which all have different shapes. */
  PathNode(List<Leaf> leaves) {
    this(leaves, 0);
  }

  /** The node above these leaves, at which this many of their segments have matched. */
  private PathNode(List<Leaf> leaves, int depth) {
    SortedMap<String, List<Leaf>> byLiteral = new TreeMap<>(SHORTER_FIRST);
    List<Leaf> byParameter = new ArrayList<>();
    Resource here = null;
    Resource below = null;
    for (Leaf leaf : leaves) {
      if (depth == leaf.pattern.segments().size()) {
        here = leaf.resource;
        continue;
      }
      switch (leaf.pattern.segments().get(depth)) {
        case Literal(String text) ->
            byLiteral.computeIfAbsent(text, _ -> new ArrayList<>()).add(leaf);
        case Parameter _ -> byParameter.add(leaf);
        case Rest _ -> below = leaf.resource;
      }
    }
    this.literals =
        byLiteral.keySet().stream()
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    this.children =
        byLiteral.values().stream()
            .map(under -> new PathNode(under, depth + 1))
            .toArray(PathNode[]::new);
    this.firstOfLength = firstOfLength(literals);
    this.parameter = byParameter.isEmpty() ? null : new PathNode(byParameter, depth + 1);
    this.resource = here;
    this.rest = below;
  }

  private static int[] firstOfLength(byte[][] shorterFirst) {
    int longest = shorterFirst.length == 0 ? -1 : shorterFirst[shorterFirst.length - 1].length;
    int[] first = new int[longest + 2];
    for (byte[] literal : shorterFirst) {
      first[literal.length + 1]++;
    }
    for (int length = 1; length < first.length; length++) {
      first[length] += first[length - 1];
    }
    return first;
  }

  /**
   * The resource at a path; null if there is none. The segments before {@code start} have matched
   * already.
   *
   * @param start of the next segment; greater than the path's length if no segment is left
   */
  @Nullable Resource find(Octets path, int start) {
    if (start > path.length()) {
      return resource;
    }
    int end = path.indexOf('/', start);
    PathNode literal = child(path, start, end);
    Resource found = literal == null ? null : literal.find(path, end + 1);
    if (found == null && parameter != null && end > start) {
      found = parameter.find(path, end + 1);
    }
    return found == null ? rest : found;
  }

  /** Searches only the literals of the segment's length, usually one or none. */
  private @Nullable PathNode child(Octets path, int start, int end) {
    int length = end - start;
    if (length + 1 >= firstOfLength.length) {
      return null;
    }
    int low = firstOfLength[length];
    int high = firstOfLength[length + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = path.compareRange(start, end, literals[middle]);
      if (order == 0) {
        return children[middle];
      }
      if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }
}

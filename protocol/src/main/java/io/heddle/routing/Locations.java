package io.heddle.routing;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.RequestHead;
import io.heddle.http.Route;
import io.heddle.http.Site;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A site that is divided by path. A request goes to the location whose path is the same, or else to
 * the one whose path is the longest prefix, as in nginx: {@code /doc} is a prefix of {@code /docs},
 * and {@code /doc/} is not. Immutable and thread-safe.
 */
public final class Locations implements Site {
  private record Location(String path, Site site) {}

  private static final Pattern REPEATED_SLASHES = Pattern.compile("/{2,}");
  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(/|$)");

  private final Map<String, Location> exact;

  /** The paths of locations in their canonical form, in ascending order of their bytes. */
  private final byte[][] prefixes;

  private final Location[] locations;

  /** For each prefix, the index of the longest other one that it begins with; -1 if none. */
  private final int[] parents;

  private final Site elsewhere;

  private Locations(
      Map<String, Location> exact, SortedMap<String, Location> byPrefix, Site elsewhere) {
    this.exact = Map.copyOf(exact);
    List<String> sorted = List.copyOf(byPrefix.keySet());
    this.prefixes =
        sorted.stream()
            .map(prefix -> prefix.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
    this.locations = byPrefix.values().toArray(Location[]::new);
    this.parents = new int[prefixes.length];
    for (int i = 0; i < parents.length; i++) {
      int parent = i - 1;
      while (parent >= 0 && !sorted.get(i).startsWith(sorted.get(parent))) {
        parent = parents[parent];
      }
      parents[i] = parent;
    }
    this.elsewhere = elsewhere;
  }

  /**
   * Collects locations.
   *
   * @param elsewhere answers requests that are in none, and those without a path
   */
  public static Builder builder(Site elsewhere) {
    return new Builder(elsewhere);
  }

  /**
   * Files have one name, but many paths lead to them: with repeated slashes, or with characters
   * encoded that need not be. So the location is found by the canonical path. If the path is spelt
   * differently from that location's, the request goes elsewhere, because the location's handler
   * could not tell what follows its prefix.
   */
  @Override
  public Route route(RequestHead head) {
    Octets path = head.path();
    if (head.method() == Method.CONNECT || path.at(0) != '/') {
      return elsewhere.route(head);
    }
    boolean isCanonical = isCanonical(path);
    Octets canonical = isCanonical ? path : Octets.of(PercentEncoding.canonical(path.toString()));
    Location same = same(canonical);
    if (same != null) {
      return (path.contentEquals(same.path) ? same.site : elsewhere).route(head);
    }
    Location found = byPrefix(canonical);
    if (found == null || !startsWith(path, found.path)) {
      return elsewhere.route(head);
    }
    boolean isIn = isCanonical || isUnambiguous(canonical, found);
    return (isIn ? found.site : elsewhere).route(head);
  }

  private @Nullable Location same(Octets path) {
    return exact.isEmpty() ? null : exact.get(path.toString());
  }

  /**
   * Whether the path is in this location for everyone who reads it. A proxy passes encoded slashes
   * on, and another server may take them for separators, and backslashes too. To such a server,
   * {@code /staff%2Fx} is what needs a login as {@code /staff/x}.
   *
   * @param path in its canonical form
   */
  private boolean isUnambiguous(Octets path, Location found) {
    String text = path.toString();
    // what is encoded in the location's own path is meant so
    int from = PercentEncoding.canonical(found.path).length();
    String own = text.substring(0, from);
    String rest = text.substring(from);
    if (rest.indexOf('\0') >= 0) {
      return false;
    }
    if (!rest.contains("%2F") && rest.indexOf('\\') < 0) {
      return true;
    }
    String split = rest.replace("%2F", "/");
    return isIn(found, own + split) && isIn(found, own + split.replace('\\', '/'));
  }

  /** Whether a path is in this location, without segments that lead elsewhere. */
  private boolean isIn(Location found, String path) {
    Octets single = Octets.of(REPEATED_SLASHES.matcher(path).replaceAll("/"));
    return !DOT_SEGMENT.matcher(path).find()
        && same(single) == null
        && found.equals(byPrefix(single));
  }

  /**
   * All prefixes of a path are at most as large as the path, and the largest string that is at most
   * as large begins with each of them.
   */
  private @Nullable Location byPrefix(Octets path) {
    int at = floor(path);
    while (at >= 0 && !startsWith(path, prefixes[at])) {
      at = parents[at];
    }
    return at < 0 ? null : locations[at];
  }

  /** The index of the largest prefix that is at most as large as the path; -1 if none. */
  private int floor(Octets path) {
    int found = -1;
    int low = 0;
    int high = prefixes.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (path.compareRange(0, path.length(), prefixes[middle]) >= 0) {
        found = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  private static boolean startsWith(Octets path, byte[] prefix) {
    return path.length() >= prefix.length && path.compareRange(0, prefix.length, prefix) == 0;
  }

  private static boolean startsWith(Octets path, String prefix) {
    return path.length() >= prefix.length() && path.slice(0, prefix.length()).contentEquals(prefix);
  }

  private static boolean isCanonical(Octets path) {
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      if (b == '%' || (b == '/' && i > 0 && path.at(i - 1) == '/')) {
        return false;
      }
    }
    return true;
  }

  /** Collects locations. */
  public static final class Builder {
    private final Map<String, Location> exact = new HashMap<>();
    private final SortedMap<String, Location> byPrefix = new TreeMap<>();
    private final Site elsewhere;

    private Builder(Site elsewhere) {
      this.elsewhere = elsewhere;
    }

    /**
     * Serves the paths that begin with this one.
     *
     * @throws IllegalArgumentException when no path could begin with it, or it was added before
     */
    public Builder prefix(String path, Site site) {
      return add(byPrefix, path, site);
    }

    /**
     * Serves only this path.
     *
     * @throws IllegalArgumentException when it is not a path, or it was added before
     */
    public Builder exact(String path, Site site) {
      return add(exact, path, site);
    }

    private Builder add(Map<String, Location> locations, String path, Site site) {
      requireNormalForm(path);
      if (locations.putIfAbsent(PercentEncoding.canonical(path), new Location(path, site))
          != null) {
        throw new IllegalArgumentException("there are two locations " + path);
      }
      return this;
    }

    /** Requests are compared in normal form, so a path in another form would match none. */
    private static void requireNormalForm(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("the path \"" + path + "\" must begin with a slash");
      }
      if (path.contains("//")) {
        throw new IllegalArgumentException("the path \"" + path + "\" has two slashes: write one");
      }
      String normal;
      try {
        normal = PercentEncoding.normalizePath(Octets.of(path)).toString();
      } catch (HttpException e) {
        throw new IllegalArgumentException("\"" + path + "\" is not a path: " + e.reason(), e);
      }
      if (!path.chars().allMatch(Builder::isPathChar)) {
        throw new IllegalArgumentException(
            "\"" + path + "\" has a character that no path has: percent-encode it");
      }
      if (!normal.equals(path)) {
        throw new IllegalArgumentException("the path \"" + path + "\" must be written " + normal);
      }
    }

    private static boolean isPathChar(int c) {
      return c <= '~' && Ascii.isTargetChar((byte) c) && c != '?';
    }

    public Locations build() {
      return new Locations(exact, byPrefix, elsewhere);
    }
  }
}

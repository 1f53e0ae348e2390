package io.heddle.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds virtual servers that are written in several places. HOCON merges blocks of the same name,
 * so a copy whose name was not changed would take the place of the original. In one file, a block
 * that has all keys of the one before it cannot be told from a single one.
 *
 * @param main the file that is not included, without those that it includes
 * @param parts the included files, in the same way; substitutions are not resolved anywhere
 */
record RepeatedServers(ConfigObject main, List<ConfigObject> parts) {
  /** The library says where a merged block begins, and where the last one does. */
  private static final Predicate<String> SEVERAL_LINES =
      Pattern.compile(":\\d+-\\d+$").asPredicate();

  private static final Set<String> KEYS_OF_SERVERS = keysOfServers();

  /** The places of a server, as a text; empty if there is only one. */
  Optional<String> places(String name) {
    SequencedSet<String> places = new LinkedHashSet<>();
    // a file may be included at the top, or within the block of all servers, or within a server
    Stream<ConfigObject> included =
        parts.stream()
            .flatMap(file -> block(file, name).stream())
            .filter(RepeatedServers::isLikeServer);
    Stream<ConfigObject> written =
        Stream.concat(Stream.of(main), parts.stream())
            .flatMap(file -> block(file, ConfigFile.SERVERS).stream())
            .flatMap(servers -> block(servers, name).stream());
    Stream.concat(included, written)
        .map(block -> block.origin().description().replace(": ", ":"))
        .forEach(places::add);
    boolean areSeveral = places.size() > 1 || places.stream().anyMatch(SEVERAL_LINES);
    return areSeveral ? Optional.of(String.join(", ", places)) : Optional.empty();
  }

  /** Whether this is a server, rather than a block that a server may have, such as {@code tls}. */
  private static boolean isLikeServer(ConfigObject block) {
    try {
      return block.keySet().stream().anyMatch(KEYS_OF_SERVERS::contains);
    } catch (ConfigException.NotResolved e) {
      return false; // it is made by a substitution
    }
  }

  /** Keys of which each server has one, and that the blocks in a server do not have. */
  private static Set<String> keysOfServers() {
    Set<String> keys = new TreeSet<>(LocationKind.allKeys());
    keys.addAll(List.of(ServerReader.LISTEN, ServerReader.HOSTS, ServerReader.LOCATIONS));
    return keys;
  }

  private static Optional<ConfigObject> block(ConfigObject within, String key) {
    try {
      return within.get(key) instanceof ConfigObject block ? Optional.of(block) : Optional.empty();
    } catch (ConfigException.NotResolved e) {
      return Optional.empty(); // it is made by a substitution
    }
  }
}

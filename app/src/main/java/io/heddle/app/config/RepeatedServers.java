package io.heddle.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds virtual servers that are written in several places. HOCON merges blocks of the same name,
 * so a copy whose name was not changed would take the place of the original. In one file, a block
 * that has all keys of the one before it cannot be told from a single one.
 *
 * @param main the file that is not included, without those that it includes
 * @param parts the included files; substitutions are not resolved anywhere
 */
record RepeatedServers(ConfigObject main, List<Includes.Part> parts) {
  /** The library says where a merged block begins, and where the last one does. */
  private static final Predicate<String> SEVERAL_LINES =
      Pattern.compile(":\\d+-\\d+$").asPredicate();

  /** The places of a server, as a text; empty if there is only one. */
  Optional<String> places(String name) {
    SequencedSet<String> places = new LinkedHashSet<>();
    Stream.concat(
            block(main, ConfigFile.SERVERS).stream(),
            parts.stream().flatMap(RepeatedServers::servers))
        .flatMap(servers -> block(servers, name).stream())
        .map(block -> block.origin().description().replace(": ", ":"))
        .forEach(places::add);
    boolean areSeveral = places.size() > 1 || places.stream().anyMatch(SEVERAL_LINES);
    return areSeveral ? Optional.of(String.join(", ", places)) : Optional.empty();
  }

  /** The servers in an included file. */
  private static Stream<ConfigObject> servers(Includes.Part part) {
    return switch (part.level()) {
      case TOP -> block(part.content(), ConfigFile.SERVERS).stream();
      case SERVERS -> Stream.of(part.content());
      case INSIDE -> Stream.empty();
    };
  }

  private static Optional<ConfigObject> block(ConfigObject within, String key) {
    try {
      return within.get(key) instanceof ConfigObject block ? Optional.of(block) : Optional.empty();
    } catch (ConfigException.NotResolved e) {
      return Optional.empty(); // it is made by a substitution
    }
  }
}

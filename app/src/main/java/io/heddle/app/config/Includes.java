package io.heddle.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file and the files that it includes. Their names are relative to the file that
 * includes them. Each must be there, because a site whose file is not found would be gone without a
 * word. A pattern such as {@code sites/*.conf} stands for all files that match.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final Pattern URL_FORM = Pattern.compile("(?i)(https?|ftp|file|jar):.*");

  /** What HOCON adds to a name if there is no such file. */
  private static final List<String> ENDINGS = List.of("", ".conf", ".json", ".properties");

  private final Path file;

  /** The real paths of this file and of those that include it. */
  private final List<Path> open;

  /** Several if it is included in several places. */
  private final Set<Level> levels;

  /** All included files. */
  private final List<Part> parts;

  /** Whether statements are followed, and not only marked. */
  private final boolean areFollowed;

  private @Nullable ConfigObject alone;

  /** Where in the configuration the keys at the top of a file belong. */
  enum Level {
    TOP,
    /** In the block of all servers. */
    SERVERS,
    /** In another block, such as that of a server. */
    INSIDE
  }

  /**
   * An included file by itself.
   *
   * @param content without what it includes
   */
  record Part(Level level, ConfigObject content) {}

  private Includes(
      Path file, List<Path> open, Set<Level> levels, List<Part> parts, boolean areFollowed) {
    this.file = file;
    this.open = List.copyOf(open);
    this.levels = levels;
    this.parts = parts;
    this.areFollowed = areFollowed;
  }

  /**
   * A file that is not included.
   *
   * @param file as messages name it
   */
  static Includes in(Path file) {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      real = file.toAbsolutePath(); // to read it will say what is wrong
    }
    return new Includes(file, List.of(real), Set.of(Level.TOP), new ArrayList<>(), true);
  }

  /**
   * Reads the file with all that it includes; substitutions are not resolved yet.
   *
   * @throws ConfigException if it is not HOCON
   * @throws Unreadable if it cannot be read for another reason
   */
  ConfigObject read() {
    try {
      ConfigParseOptions options =
          ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(this);
      return ConfigFactory.parseFile(file.toFile(), options).root();
    } catch (ConfigException | Unreadable e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Unreadable(
          new Mistake(
              file.toString(), 0, "this cannot be read", "correct it (" + e.getMessage() + ")"));
    } catch (StackOverflowError e) {
      throw new Unreadable(Mistake.tooDeep(file));
    }
  }

  /** Reads the file without what it includes: a key marks the place of each statement. */
  ConfigObject readAlone() {
    ConfigObject known = alone;
    if (known == null) {
      known = new Includes(file, open, levels, parts, false).read();
      alone = known;
    }
    return known;
  }

  /** The included files, once this file is read. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String name) {
    ConfigObject all = ConfigFactory.empty().root();
    if (!areFollowed) {
      return all.withValue(marker(name), ConfigValueFactory.fromAnyRef(true));
    }
    if (URL_FORM.matcher(name).matches()) {
      throw wrong(name, "only files are included: name one");
    }
    Set<Level> ofParts = levels(name);
    for (Path part : files(name)) {
      all = read(name, part, ofParts).withFallback(all);
    }
    return all;
  }

  /** A key that no file has. */
  private static String marker(String name) {
    return "include \"" + name + "\"";
  }

  /** The levels of a file that this one includes, which the library does not say. */
  private Set<Level> levels(String name) {
    ConfigObject content = readAlone();
    Set<Level> found = EnumSet.noneOf(Level.class);
    if (content.containsKey(marker(name))) {
      found.addAll(levels);
    }
    if (levels.contains(Level.TOP) && mayHave(content.get(ConfigFile.SERVERS), marker(name))) {
      found.add(Level.SERVERS);
    }
    return found.isEmpty() ? EnumSet.of(Level.INSIDE) : found;
  }

  /**
   * What a substitution makes is not known: it may have any key. A file inside a server may then be
   * taken for one with servers, too.
   */
  private static boolean mayHave(@Nullable ConfigValue block, String key) {
    try {
      return block instanceof ConfigObject object ? object.containsKey(key) : block != null;
    } catch (ConfigException.NotResolved e) {
      return true;
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw wrong(what.toString(), "only files are included: name one");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw wrong(what, "only files are included: name one");
  }

  /** Nothing is looked for anywhere else. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private List<Path> files(String name) {
    try {
      if (name.indexOf('*') >= 0) {
        return matching(name);
      }
      return List.of(
          ENDINGS.stream()
              .map(ending -> file.resolveSibling(name + ending))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElse(file.resolveSibling(name)));
    } catch (InvalidPathException e) {
      throw wrong(name, "this is not a path: name a file");
    }
  }

  /** The files that match a pattern, in the order of their names; there may be none. */
  private List<Path> matching(String name) {
    int last = name.lastIndexOf('/') + 1;
    if (name.indexOf('*') < last) {
      throw wrong(name, "write * only in the name of the file, after the last slash");
    }
    Path folder = file.resolveSibling(name.substring(0, last));
    Pattern form =
        Pattern.compile(
            Stream.of(name.substring(last).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    boolean findsHidden = name.startsWith(".", last);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !Files.isDirectory(entry))
          .filter(entry -> form.matcher(nameOf(entry)).matches())
          .filter(entry -> findsHidden || !nameOf(entry).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw wrong(name, folder + " is not a folder that can be read: name another");
    }
  }

  private static String nameOf(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private ConfigObject read(String name, Path part, Set<Level> ofPart) {
    if (!Files.isRegularFile(part) || !Files.isReadable(part)) {
      throw wrong(name, part + " is not a file that can be read: name another, or remove this");
    }
    List<Path> nowOpen = new ArrayList<>(open);
    try {
      nowOpen.add(part.toRealPath());
    } catch (IOException e) {
      throw wrong(name, part + " cannot be found: name another, or remove this");
    }
    if (open.contains(nowOpen.getLast())) {
      throw wrong(name, part + " would include itself: remove this");
    }
    Includes included = new Includes(part, nowOpen, ofPart, parts, true);
    ConfigObject read = included.read();
    ofPart.forEach(each -> parts.add(new Part(each, included.readAlone())));
    return read;
  }

  private Unreadable wrong(String name, String remedy) {
    String what = "include \"" + name + "\"";
    return new Unreadable(new Mistake(file.toString(), line(name), what, remedy));
  }

  /** The first line that may include this name, since the library does not say which; or 0. */
  private int line(String name) {
    Pattern statement =
        Pattern.compile("(?:(?!#|//).)*\\binclude\\b.*\"" + Pattern.quote(name) + "\".*");
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (statement.matcher(lines.get(i)).matches()) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      // it is not UTF-8, or gone: the mistake has no line then
    }
    return 0;
  }
}

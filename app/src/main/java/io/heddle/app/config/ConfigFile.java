package io.heddle.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import io.heddle.app.session.SessionConfig;
import io.heddle.app.values.OptionValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file in HOCON: options of the command line without their dashes, and virtual
 * servers in the block {@code servers}. Reading it opens nothing and changes nothing.
 *
 * @param path as the user named it
 * @param options the values of options
 * @param servers the virtual servers, in the order of the file
 * @param sessions where sessions are
 * @param printedServers the block of virtual servers, with the file and line of each value; empty
 *     if there are none
 * @param printedSessions the block of sessions in the same form
 * @param blocks what is wrong; if there is something, the rest is incomplete
 */
public record ConfigFile(
    Path path,
    List<OptionValue> options,
    List<ServerConfig> servers,
    SessionConfig sessions,
    String printedServers,
    String printedSessions,
    ServerBlocks blocks) {
  static final String SERVERS = "servers";
  private static final String SESSIONS = "sessions";
  private static final Set<String> BLOCKS = Set.of(SERVERS, SESSIONS);

  /**
   * Reads a file.
   *
   * @param name as the user wrote it
   */
  public static ConfigFile read(String name) {
    try {
      return read(Path.of(name));
    } catch (InvalidPathException e) {
      return unreadable(Path.of(""), new Mistake(name, 0, "this is not a path", "name a file"));
    }
  }

  /** Reads a file. */
  public static ConfigFile read(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      return unreadable(
          path,
          new Mistake(
              path.toString(), 0, "there is no such file that can be read", "name another"));
    }
    try {
      Includes file = Includes.in(path);
      ConfigObject root = file.read();
      return read(
          path,
          root.toConfig().resolve().root(),
          new RepeatedServers(file.readAlone(), file.parts()));
    } catch (Unreadable e) {
      return unreadable(path, e.mistake());
    } catch (ConfigException e) {
      return unreadable(path, syntax(path, e));
    } catch (StackOverflowError e) {
      return unreadable(path, Mistake.tooDeep(path));
    }
  }

  /** Everything that is wrong whatever the options are, in the order of the file. */
  public List<Mistake> mistakes() {
    return blocks.mistakes(Optional.empty());
  }

  /**
   * Everything that is wrong, in the order of the file.
   *
   * @param standard where a server listens that names no address
   */
  public List<Mistake> mistakes(ListenAddress standard) {
    return blocks.mistakes(Optional.of(standard));
  }

  /** Whether something listens at the address of the options: the only site, or a server. */
  public boolean usesAddressOfOptions() {
    return servers.isEmpty()
        || servers.stream().anyMatch(server -> server.listenPlaces().isEmpty());
  }

  private static ConfigFile unreadable(Path path, Mistake mistake) {
    Mistakes mistakes = new Mistakes(new Places(path.toString()));
    mistakes.add(mistake);
    return new ConfigFile(
        path, List.of(), List.of(), SessionConfig.STANDARD, "", "", new ServerBlocks(mistakes));
  }

  private static ConfigFile read(Path path, ConfigObject root, RepeatedServers repeated) {
    Path parent = path.toAbsolutePath().getParent();
    Path folder = parent == null ? path.toAbsolutePath() : parent;
    Places places = new Places(path.toString());
    Mistakes mistakes = new Mistakes(places);
    Block top = new Block("", "", root, mistakes);
    List<ServerConfig> servers = new ArrayList<>();
    ServerBlocks blocks = new ServerBlocks(mistakes);
    SharedStores stores = new SharedStores();
    for (Block block : top.blocks(SERVERS)) {
      repeated.places(block.name()).ifPresent(where -> block.mistake(repeated(where)));
      ServerConfig server = new ServerReader(block, new RelativePaths(folder)).read();
      blocks.add(server, block);
      stores.add(server, block);
      servers.add(server);
    }
    SessionConfig sessions =
        top.block(SESSIONS)
            .map(block -> new SessionReader(block, new RelativePaths(folder)).read())
            .orElse(SessionConfig.STANDARD);
    List<OptionValue> options = new ArrayList<>();
    for (String key : top.keys()) {
      if (!BLOCKS.contains(key)) {
        String place = Places.text(top.origin(key));
        options.add(new OptionValue(key, top.texts(key), place, folder));
      }
    }
    return new ConfigFile(
        path,
        options,
        servers,
        sessions,
        servers.isEmpty() ? "" : printed(SERVERS, root, places),
        printed(SESSIONS, root, places),
        blocks);
  }

  private static String repeated(String places) {
    return "it is in several places ("
        + places
        + "): write it in one block, or give one another name";
  }

  private static String printed(String key, ConfigObject root, Places places) {
    return root.get(key) instanceof ConfigObject block ? PrintedBlock.of(key, block, places) : "";
  }

  private static Mistake syntax(Path path, ConfigException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    int line = e.origin() == null ? 0 : Math.max(0, e.origin().lineNumber());
    String file =
        e.origin() == null || e.origin().filename() == null
            ? path.toString()
            : e.origin().filename();
    String reason = text.replaceFirst("^.*?: (\\d+: )?", "");
    return new Mistake(file, line, "this is not HOCON", reason);
  }
}

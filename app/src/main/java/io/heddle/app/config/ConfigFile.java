package io.heddle.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.heddle.app.values.OptionValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration file in HOCON: options of the command line without their dashes, and virtual
 * servers in the block {@code servers}. Reading it opens nothing and changes nothing.
 *
 * @param path as the user named it
 * @param options the values of options
 * @param servers the virtual servers, in the order of the file
 * @param printedServers the block of virtual servers, with the file and line of each value; empty
 *     if there are none
 * @param mistakes everything that is wrong, in the order of the file; if there are some, the rest
 *     is incomplete
 */
public record ConfigFile(
    Path path,
    List<OptionValue> options,
    List<ServerConfig> servers,
    String printedServers,
    List<Mistake> mistakes) {
  private static final String SERVERS = "servers";

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
      Config config =
          ConfigFactory.parseFile(
                  path.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .resolve();
      return read(path, config.root());
    } catch (ConfigException e) {
      return unreadable(path, syntax(path, e));
    }
  }

  /** Whether something listens at the address of the options: the only site, or a server. */
  public boolean usesAddressOfOptions() {
    return servers.isEmpty()
        || servers.stream().anyMatch(server -> server.listenPlaces().isEmpty());
  }

  private static ConfigFile unreadable(Path path, Mistake mistake) {
    return new ConfigFile(path, List.of(), List.of(), "", List.of(mistake));
  }

  private static ConfigFile read(Path path, ConfigObject root) {
    Path parent = path.toAbsolutePath().getParent();
    Path folder = parent == null ? path.toAbsolutePath() : parent;
    Places places = new Places(path.toString());
    Mistakes mistakes = new Mistakes(places);
    Block top = new Block("", "", root, mistakes);
    List<ServerConfig> servers = new ArrayList<>();
    SharedAddresses addresses = new SharedAddresses();
    SharedStores stores = new SharedStores();
    for (Block block : top.blocks(SERVERS)) {
      ServerConfig server = new ServerReader(block, new RelativePaths(folder)).read();
      addresses.add(server, block);
      stores.add(server, block);
      servers.add(server);
    }
    List<OptionValue> options = new ArrayList<>();
    for (String key : top.keys()) {
      if (!key.equals(SERVERS)) {
        String place = Places.text(top.origin(key));
        options.add(new OptionValue(key, top.texts(key), place, folder));
      }
    }
    String printed =
        servers.isEmpty()
            ? ""
            : PrintedBlock.of(SERVERS, root.toConfig().getObject(SERVERS), places);
    return new ConfigFile(path, options, servers, printed, mistakes.all());
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

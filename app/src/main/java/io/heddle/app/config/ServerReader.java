package io.heddle.app.config;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.routing.HostNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the block of a virtual server. What it says about files and fields is inherited by its
 * locations, unless they say otherwise; if it says itself what to serve, it has a location {@code
 * /}.
 */
final class ServerReader {
  private static final String LOCATIONS = "locations";
  private static final String HOSTS = "hosts";
  private static final String TLS = "tls";
  private static final String WHOLE_SITE = "/";

  private final Block block;
  private final Path folder;

  /**
   * A reader.
   *
   * @param folder that relative paths of files refer to
   */
  ServerReader(Block block, Path folder) {
    this.block = block;
    this.folder = folder;
  }

  ServerConfig read() {
    List<ListenAddress> listens = block.values("listen", ListenAddress::parse);
    List<String> hosts = block.values(HOSTS, ServerReader::hostName);
    boolean isDefault = block.flag("default");
    Map<Integer, Path> errorPages = errorPages();
    Optional<CertificateFiles> certificates = certificates(listens);
    List<LocationConfig> locations = locations();
    block.end();
    return new ServerConfig(
        block.name(), listens, hosts, isDefault, errorPages, certificates, locations);
  }

  private Optional<CertificateFiles> certificates(List<ListenAddress> listens) {
    boolean isEncrypted = listens.stream().anyMatch(ListenAddress::isTls);
    Optional<Block> tls = block.block(TLS);
    if (isEncrypted && !block.has(TLS)) {
      block.mistake(
          "listen", "there is no certificate: write tls { certificate = ..., key = ... }");
    }
    if (tls.isPresent() && !isEncrypted) {
      block.mistake(TLS, "no address has tls: write listen = \"8443 tls\", or remove this block");
    }
    return tls.map(its -> new TlsReader(its, folder).read());
  }

  private static String hostName(String text) {
    HostNames.builder().add(text, "");
    return text;
  }

  private Map<Integer, Path> errorPages() {
    Map<Integer, Path> pages = new TreeMap<>();
    Block files = block.block("error-pages").orElse(null);
    if (files == null) {
      return pages;
    }
    for (String key : files.keys()) {
      files
          .value(key, this::existingFile)
          .ifPresent(
              file -> {
                if (key.matches("[45]\\d\\d")) {
                  pages.put(Integer.valueOf(key), file);
                } else if (key.matches("[45]xx")) {
                  pages.put(key.charAt(0) - '0', file);
                } else {
                  files.mistake(key, "write a status such as 404, or 4xx or 5xx for all others");
                }
              });
    }
    return pages;
  }

  private Path existingFile(String text) {
    Path file = folder.resolve(text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "there is no such file that can be read: the path is relative to " + folder);
    }
    return file;
  }

  private List<LocationConfig> locations() {
    List<LocationConfig> locations = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Block location : block.blocks(LOCATIONS)) {
      if (!keys.add(location.name().replaceFirst("^=\\s*", "= "))) {
        location.mistake("there is another location with this path: remove one of them");
      }
      Block complete = location.inheriting(block, inherited(location));
      new LocationReader(complete, location.name(), folder).read().ifPresent(locations::add);
    }
    boolean servesItself = LocationReader.SERVED.stream().anyMatch(block::has);
    if (servesItself && !keys.contains(WHOLE_SITE)) {
      Block whole = block.part(LocationReader.KEYS);
      new LocationReader(whole, WHOLE_SITE, folder).read().ifPresent(locations::add);
    } else if (!block.has(LOCATIONS)) {
      block.mistake("there is nothing to serve: write root = FOLDER, or locations { ... }");
    } else {
      block.part(LocationReader.KEYS);
    }
    return locations;
  }

  /**
   * The keys that a location takes from its server: what it serves is its own matter if it says so.
   */
  private static Set<String> inherited(Block location) {
    Set<String> keys = new HashSet<>(LocationReader.KEYS);
    if (LocationReader.SERVED.stream().anyMatch(location::has)) {
      LocationReader.SERVED.forEach(keys::remove);
      keys.remove("status");
    }
    return keys;
  }
}

package io.heddle.app.config;

import io.heddle.app.config.AccessReader.Access;
import io.heddle.app.rewrite.RewriteRule;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.content.OwnErrorPages;
import io.heddle.routing.HostNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the block of a virtual server. What it says about files and fields is inherited by its
 * locations, unless they say otherwise; if it says itself what to serve, it has a location {@code
 * /}.
 */
final class ServerReader {
  private static final String LOCATIONS = "locations";
  private static final String ERROR_PAGES = "error-pages";
  static final String REWRITE = "rewrite";
  static final String LISTEN = "listen";
  static final String HOSTS = "hosts";
  static final String TLS = "tls";
  static final String DEFAULT = "default";

  private final Block block;
  private final RelativePaths paths;

  /**
   * A reader.
   *
   * @param paths of files
   */
  ServerReader(Block block, RelativePaths paths) {
    this.block = block;
    this.paths = paths;
  }

  ServerConfig read() {
    SequencedMap<ListenAddress, String> listens = block.placed(LISTEN, ListenAddress::parse);
    List<String> hosts = block.values(HOSTS, hostNames());
    boolean isDefault = block.flag(DEFAULT);
    Map<Integer, Path> errorPages = errorPages();
    Optional<CertificateFiles> certificates = certificates(listens.keySet());
    HttpsConfig https = new HttpsReader(block, listens.keySet()).read();
    List<RewriteRule> rewrites = block.values(REWRITE, RewriteRule::parse);
    List<LocationConfig> locations = locations();
    if (block.end() && LocationKind.of(block).isEmpty() && !block.has(LOCATIONS)) {
      block.mistake("there is nothing to serve: write root = FOLDER, or locations { ... }");
    }
    return new ServerConfig(
        block.name(),
        listens,
        hosts,
        isDefault,
        errorPages,
        certificates,
        https,
        rewrites,
        locations);
  }

  private Optional<CertificateFiles> certificates(Set<ListenAddress> listens) {
    boolean isEncrypted = listens.stream().anyMatch(ListenAddress::isTls);
    Optional<Block> tls = block.block(TLS);
    if (isEncrypted && !block.has(TLS)) {
      block.mistake(LISTEN, "there is no certificate: write tls { certificate = ..., key = ... }");
    }
    if (tls.isPresent() && !isEncrypted && !block.isWrong(LISTEN)) {
      block.mistake(TLS, "no address has tls: write listen = \"8443 tls\", or remove this block");
    }
    return tls.map(its -> new TlsReader(its, paths).read());
  }

  /** Host names that are well-formed, and different. */
  private static Function<String, String> hostNames() {
    HostNames.Builder<String> all = HostNames.builder();
    return text -> {
      HostNames.builder().add(text, "");
      try {
        all.add(text, "");
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("this name is there twice: remove one of them", e);
      }
      return text;
    };
  }

  private Map<Integer, Path> errorPages() {
    Map<Integer, Path> pages = new TreeMap<>();
    Block files = block.block(ERROR_PAGES).orElse(null);
    if (files == null) {
      return pages;
    }
    for (String key : files.keys()) {
      files
          .value(key, this::page)
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

  private Path page(String text) {
    Path file = paths.file(text);
    try {
      OwnErrorPages.check(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return file;
  }

  private List<LocationConfig> locations() {
    Access access = new AccessReader(block, paths).read(Access.FREE);
    LocationReader reader = new LocationReader(block, access, paths);
    List<LocationConfig> locations = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Block location : block.blocks(LOCATIONS)) {
      if (!keys.add(location.name().replaceFirst("^=\\s*", "= "))) {
        location.mistake("there is another location with this path: remove one of them");
      }
      reader.read(location).ifPresent(locations::add);
    }
    if (!LocationKind.of(block).isEmpty() && !keys.contains(LocationReader.WHOLE_SITE)) {
      reader.readWhole(keys.isEmpty()).ifPresent(locations::add);
    }
    block.know(LocationReader.keys());
    LoginReader.pages(block, locations)
        .forEach((path, login) -> locations.add(reader.page(path, login)));
    return locations;
  }
}

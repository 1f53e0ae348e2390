package io.heddle.app.cgi;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the script that a request's path leads to: the first name on it that is a file with the
 * extension of a script. What follows is the script's PATH_INFO (RFC 3875 section 4.1.5). A path
 * with a slash at its end leads to the first index file that is there, if that is a script.
 *
 * <p>The same rules as for static files keep requests inside the folder: each name is decoded by
 * itself, none begins with a dot, and the real path of a script is inside. Thread-safe.
 */
final class ScriptFinder {
  private final Path folder;
  private final int prefixLength;
  private final List<String> indexes;
  private final CgiConfig config;

  /**
   * A finder.
   *
   * @param folder the real path of the folder
   * @param prefix of the paths of all requests, without a slash at its end
   * @param indexes the names of index files
   */
  ScriptFinder(Path folder, String prefix, List<String> indexes, CgiConfig config) {
    this.folder = folder;
    this.prefixLength = prefix.length();
    this.indexes = List.copyOf(indexes);
    this.config = config;
  }

  /** The folder that scripts are in. */
  Path folder() {
    return folder;
  }

  /** Whether a path may lead to a script, as far as that can be seen without the disk. */
  boolean mayFind(Octets path) {
    if (endsWithSlash(path) && indexes.stream().anyMatch(config::isScript)) {
      return true;
    }
    for (int start = prefixLength + 1; start < path.length(); ) {
      int end = path.indexOf('/', start);
      if (config.isScript(path.slice(start, end).toString())) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /**
   * The script of a path; empty if the path leads to something else, or to nothing.
   *
   * @param path percent-encoded and in normal form
   * @throws HttpException 404 when a name cannot be that of a file, or when the path names a script
   *     that is not there; 400 when it is malformed
   */
  Optional<Script> find(Octets path) throws IOException {
    Path located = folder;
    for (int start = prefixLength + 1; start < path.length(); ) {
      int end = path.indexOf('/', start);
      if (end > start) {
        located = child(located, PercentEncoding.decode(path.slice(start, end)));
        Path script = script(located);
        if (script != null) {
          return Optional.of(script(script, located, path, end));
        }
        if (!Files.isDirectory(located)) {
          return none(located);
        }
      }
      start = end + 1;
    }
    return endsWithSlash(path) ? index(located, path) : Optional.empty();
  }

  /** The file itself must not be sent in place of its output, even if it appears just now. */
  private Optional<Script> none(Path located) {
    if (config.isScript(String.valueOf(located.getFileName()))) {
      throw notFound();
    }
    return Optional.empty();
  }

  private Optional<Script> index(Path located, Octets path) throws IOException {
    for (String name : indexes) {
      Path index = located.resolve(name);
      Path script = script(index);
      if (script != null) {
        Script found = script(script, index, path, path.length());
        return Optional.of(new Script(found.file(), found.interpreter(), found.name() + name, ""));
      }
      if (Files.isRegularFile(index)) {
        break;
      }
    }
    return Optional.empty();
  }

  private Script script(Path real, Path located, Octets path, int end) {
    String extension = CgiConfig.extension(String.valueOf(located.getFileName()));
    return new Script(
        real,
        config.interpreters().getOrDefault(extension, Optional.empty()),
        PercentEncoding.decode(path.slice(0, end)),
        pathInfo(path.slice(end, path.length())));
  }

  /**
   * The decoded rest of a path. An encoded slash would be lost in it, and no program expects
   * control characters there (RFC 3875 section 4.1.5 lets a server refuse them).
   */
  private static String pathInfo(Octets rest) {
    for (int start = 1; start < rest.length(); ) {
      int end = rest.indexOf('/', start);
      if (PercentEncoding.decode(rest.slice(start, end)).indexOf('/') >= 0) {
        throw notFound();
      }
      start = end + 1;
    }
    String decoded = PercentEncoding.decode(rest);
    if (decoded.chars().anyMatch(Character::isISOControl) || NativeText.of(decoded).isEmpty()) {
      throw notFound();
    }
    return decoded;
  }

  /** The real path of a script; null if there is none, or it is outside. */
  private @Nullable Path script(Path located) {
    if (!config.isScript(String.valueOf(located.getFileName()))) {
      return null;
    }
    try {
      Path real = located.toRealPath();
      return real.startsWith(folder) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
          ? real
          : null;
    } catch (IOException e) {
      // Missing, a dangling link, a folder that cannot be searched, a name too long.
      return null;
    }
  }

  private static Path child(Path parent, String name) {
    if (name.startsWith(".") || name.indexOf('/') >= 0) {
      throw notFound();
    }
    try {
      return parent.resolve(name);
    } catch (InvalidPathException e) {
      // It contains NUL, or characters that the file system's encoding lacks.
      throw notFound();
    }
  }

  private static boolean endsWithSlash(Octets path) {
    return path.at(path.length() - 1) == '/';
  }

  private static HttpException notFound() {
    return new HttpException(Status.NOT_FOUND, "no such file");
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A site with scripts. All tests of a class share it, and a server for each variant. Each test sees
 * only what is logged about scripts while it runs.
 */
final class CgiSite implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final int MAX_TRIES = 5;

  private static final String CONFIGURATION =
      """
      head-timeout = 1m
      idle-timeout = 1m
      servers {
        one {
          root = site
          index = [index.html, index.sh]
          cgi { ".sh" = /bin/sh, ".cgi" = "", timeout = 10s }
          locations {
            "/" {}
            "/staff/" { alias = site, users = users }
            "/short/" { alias = site, cgi { ".sh" = /bin/sh, timeout = 300ms } }
            "/second/" { alias = site, cgi { ".sh" = /bin/sh, timeout = 1s, max-scripts = 1 } }
            "/patient/" { alias = site, cgi { ".sh" = /bin/sh, timeout = 1s } }
            "/two/" { alias = site, cgi { ".sh" = /bin/sh, max-scripts = 2 } }
            "/eight/" { alias = site, cgi { ".sh" = /bin/sh, max-scripts = 8 } }
            "/single/" { alias = site, cgi { ".sh" = /bin/sh, max-scripts = 1 } }
          }
        }
      }
      """;

  private final Map<Variant, LocalServer> servers = new EnumMap<>(Variant.class);
  private final Logger logger = Logger.getLogger("io.heddle.app.cgi.ScriptLog");
  private final Lines log = new Lines();
  private Path folder = Path.of("");

  /** Keeps what is logged, in the form of the program. */
  private static final class Lines extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord entry) {
      lines.add(new Messages.Form().format(entry).strip());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Writes the site, and everything next to it, to an empty folder. */
  void writeTo(Path empty) throws IOException {
    folder = empty.toRealPath();
    Files.createDirectories(path().resolve("sub"));
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "1".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    script("raw.sh", "exec cat");
    script("env.sh", "printf 'Content-Type: text/plain\\n\\n'; pwd; env");
    script("echo.sh", "printf 'Content-Type: x/y\\nContent-Length: %d\\n\\n' $CONTENT_LENGTH; cat");
    script("sub/index.sh", "printf 'Content-Type: x/y\\n\\n%s' \"index $SCRIPT_NAME\"");
    Files.writeString(path().resolve("page.txt"), "a page");
    Files.writeString(folder.resolve("secret.sh"), "echo outside");
    Files.writeString(path().resolve(".hidden.sh"), "echo hidden");
    Files.writeString(path().resolve("nph-a.sh"), "echo");
    Files.writeString(path().resolve("plain.cgi"), "#!/bin/sh\necho");
    Path program =
        Files.writeString(
            path().resolve("own.cgi"), "#!/bin/sh\nprintf 'Content-Type: x/y\\n\\nitself'");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(path().resolve("out.sh"), folder.resolve("secret.sh"));
    Files.createSymbolicLink(path().resolve("up"), folder);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    log.lines.clear();
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    for (LocalServer server : servers.values()) {
      server.close();
    }
  }

  /** The server of this variant, started on first use. */
  LocalServer server(Variant variant) throws Exception {
    LocalServer known = servers.get(variant);
    if (known != null) {
      return known;
    }
    Path file = Files.writeString(folder.resolve("heddle.conf"), CONFIGURATION);
    LocalServer started = LocalServer.configured(variant, file);
    servers.put(variant, started);
    return started;
  }

  /**
   * The response to a request that is sent again, a few times, while it gets 503 or 504: on a busy
   * machine, a script may be too slow for its time limit, or for the request that waits for its
   * place.
   */
  static Reply patiently(Callable<Reply> request) throws Exception {
    Reply reply = request.call();
    for (int i = 1; i < MAX_TRIES && (reply.status() == 503 || reply.status() == 504); i++) {
      reply = request.call();
    }
    return reply;
  }

  /** The folder of the site, without links. */
  Path path() {
    return folder.resolve("site");
  }

  /** Adds a script, or replaces it. */
  void script(String name, String text) throws IOException {
    Files.writeString(path().resolve(name), text + "\n");
  }

  /** The path of a file that does not exist: a script will write it, or waits for it. */
  Path mark(Variant variant, String name) throws IOException {
    Path file = path().resolve(variant + "-" + name + ".mark");
    Files.deleteIfExists(file);
    return file;
  }

  /** The lines that have been logged during this test. */
  List<String> lines() {
    return List.copyOf(log.lines);
  }

  /** All of these lines as one text. */
  String logged() {
    return String.join("\n", lines());
  }

  /** Waits until a line with this text is logged. */
  void awaitLogged(String text) throws InterruptedException {
    while (!logged().contains(text)) {
      Thread.sleep(5);
    }
  }
}

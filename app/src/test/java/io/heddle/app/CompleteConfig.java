package io.heddle.app;

import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration file with everything, and the files that it names. */
final class CompleteConfig {
  static final String TEXT =
      """
      engine = epoll
      loops = 2
      port = 0
      admin-port = off
      header = ["X-One: 1, 2", "X-Two: \\"quoted\\" \\\\ #"]
      gzip = 5
      max-body-bytes = 2MiB
      idle-timeout = 90s
      trusted-proxies = [10.0.0.0/8, "::1"]
      max-connections-per-client = 100
      log-format = json
      access-log = log/access.log

      sessions {
        store = "redis://127.0.0.1:6380/2", password-file = cert.pem, idle = 20m, absolute = 1 day
      }

      servers {
        second-by-name {
          listen = [0, "127.0.0.1:0 tls", "127.0.0.2:0 proxy-protocol"]
          rewrite = ["^/a/(.*)$ /b/$1 last", "^/c /d?"]
          hosts = [example.org, "*.example.org"]
          tls { certificate = [cert.pem], key = key.pem, max-handshakes = 100 }
          tls-redirect = on
          hsts = 3600
          error-pages { 404 = site/404.html, 5xx = site/404.html }
          users = users, realm = "1.10"
          rate = 600/m, burst = 20
          cache-control = ["*.html=no-cache", "/assets/*=public, max-age=60"]
          locations {
            "/" { root = site, index = [index.html, index.htm], list = on, header = "X-A: b" }
            "/assets/" { alias = site, immutable = true, precompressed = on, rate = off }
            "/old/" { redirect = "https://{host}/new/{rest}{query}", status = 308 }
            "/api/" {
              proxy = ["http://127.0.0.1:9000/v1/", "http://[::1]:9001/v1/"]
              balance = least-connections, keep-host = on, upstream-connections = 100
              upstream-connect-timeout = 500ms, upstream-response-timeout = 10s
              upstream-read-timeout = 1m, upstream-idle-timeout = 20s
              upstream-idle-connections = 10, upstream-max-fails = 3, upstream-fail-pause = 5s
            }
            "= /status" { respond = "ok = fine", type = text/plain, methods = [GET, HEAD] }
            "= /gone" { status = 410, users = off }
            "/stored/" { files = stored, files-quota = 1GiB, max-files = 10, files-sync = on }
            "= /send" { uploads = stored, files-quota = 1GiB, max-files = 10, files-sync = on }
            "/staff/" { respond = hello, users = users, login = form, login-page = /staff/login }
            "/demo/" { demo = on }
            "/lab/" { lab = on }
          }
        }
        first-by-name { default = true, root = site, fallback = index.html, clean-urls = yes }
      }
      """;

  private CompleteConfig() {}

  /** Writes the file and those that it names. */
  static Path in(Path folder) throws IOException {
    for (String name : List.of("site", "stored", "log")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("site/404.html"), "not here");
    Files.writeString(folder.resolve("site/index.html"), "start");
    Files.writeString(folder.resolve("users"), "");
    CertificateCommand.run("app", List.of("--out=" + folder));
    return Files.writeString(folder.resolve("heddle.conf"), TEXT);
  }
}

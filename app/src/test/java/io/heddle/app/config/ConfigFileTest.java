package io.heddle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.app.rewrite.RewriteRule;
import io.heddle.app.tls.CertificateCommand;
import io.heddle.app.values.OptionValue;
import io.heddle.http.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What configuration files say, and the mistakes in them. */
class ConfigFileTest {
  @TempDir private static Path keys;
  @TempDir private Path folder;

  @BeforeAll
  static void createCertificate() {
    CertificateCommand.run("app", List.of("--out=" + keys));
  }

  @BeforeEach
  void createFiles() throws IOException {
    for (String name : List.of("cert.pem", "key.pem")) {
      Files.copy(keys.resolve(name), folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("site/img"));
    Files.writeString(folder.resolve("site/a.sh"), "");
    Files.writeString(folder.resolve("404.html"), "not here");
    Files.writeString(folder.resolve("no-users"), "");
    Files.write(folder.resolve("large.html"), new byte[(1 << 20) + 1]);
    Files.write(folder.resolve("not-utf-8"), new byte[] {(byte) 0xe9, '\n'});
  }

  private ConfigFile read(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("heddle.conf"), text));
  }

  private List<String> mistakes(String text) throws IOException {
    String folderName = folder + "/";
    return read(text).mistakes().stream()
        .map(mistake -> mistake.toString().replace(folderName, ""))
        .toList();
  }

  @Test
  void aServerHasAddressesHostsAndLocations() throws Exception {
    ConfigFile file =
        read(
            """
            engine = epoll
            header = ["A: 1", "B: 2"]
            servers {
              main {
                listen = [8080, "127.0.0.1:8081", "[::1]:8443 tls", "8444 proxy-protocol tls"]
                rewrite = ["^/a/(.*)$ /$1", "^/b /c last"]
                hosts = [example.org, "*.example.org"]
                default = true
                tls { certificate = cert.pem, key = key.pem }
                error-pages { 404 = 404.html, 5xx = 404.html }
                index = [index.html, index.htm]
                locations {
                  "/" { root = site, list = on }
                  "/pictures/" { alias = site/img, index = a.html }
                  "/old/" { redirect = "/new/{rest}", status = 308, methods = GET }
                  "= /status" { respond = up, max-body-bytes = 1KiB }
                }
              }
            }
            """);
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.options())
        .extracting(
            OptionValue::name, OptionValue::values, value -> value.place().replaceFirst(".*/", ""))
        .containsExactly(
            tuple("engine", List.of("epoll"), "heddle.conf:1"),
            tuple("header", List.of("A: 1", "B: 2"), "heddle.conf:2"));
    ServerConfig server = file.servers().getFirst();
    assertThat(server.name()).isEqualTo("main");
    assertThat(server.listens())
        .extracting(ListenAddress::toString)
        .containsExactly(
            "0.0.0.0:8080",
            "127.0.0.1:8081",
            "[0:0:0:0:0:0:0:1]:8443 tls",
            "0.0.0.0:8444 tls proxy-protocol");
    assertThat(server.rewrites())
        .extracting(RewriteRule::toString)
        .containsExactly("^/a/(.*)$ /$1", "^/b /c last");
    assertThat(server.hosts()).containsExactly("example.org", "*.example.org");
    assertThat(server.isDefault()).isTrue();
    assertThat(server.errorPages()).containsOnlyKeys(404, 5);
    assertThat(server.locations())
        .extracting(LocationConfig::path)
        .containsExactly("/", "/pictures/", "/old/", "/status");
    assertThat(server.locations().get(0).served())
        .isInstanceOfSatisfying(
            Served.Files.class,
            files -> {
              assertThat(files.config().directory()).isEqualTo(folder.resolve("site"));
              assertThat(files.config().prefix()).isEmpty();
              assertThat(files.config().paths().listing()).isTrue();
              assertThat(files.config().paths().indexes())
                  .containsExactly("index.html", "index.htm");
            });
    assertThat(server.locations().get(1).served())
        .isInstanceOfSatisfying(
            Served.Files.class,
            files -> {
              assertThat(files.config().prefix()).isEqualTo("/pictures");
              assertThat(files.config().paths().listing()).isFalse();
              assertThat(files.config().paths().indexes()).containsExactly("a.html");
            });
    assertThat(server.locations().get(2).methods()).containsExactly(Method.GET);
    assertThat(server.locations().get(3).isExact()).isTrue();
    assertThat(server.locations().get(3).maxBodyBytes()).hasValue(1024);
  }

  @Test
  void aServerThatServesFilesNeedsNoLocations() throws Exception {
    ConfigFile file = read("servers { a { root = site, list = true } }");
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.servers().getFirst().locations())
        .singleElement()
        .satisfies(location -> assertThat(location.path()).isEqualTo("/"));
  }

  @Test
  void locationsInheritLoginAndRateAsAWhole() throws Exception {
    List<LocationConfig> locations =
        read("""
                servers {
                  a {
                    root = site
                    users = no-users, realm = Staff
                    rate = 10/s
                    locations {
                      "/a/" { index = a.html }
                      "/b/" { users = off, rate = off }
                      "/c/" { respond = x, users = no-users, rate = 10/s, burst = 3 }
                    }
                  }
                }
                """)
            .servers()
            .getFirst()
            .locations();
    LocationConfig whole = locations.getLast();
    assertThat(whole.login().orElseThrow().realm()).isEqualTo("Staff");
    assertThat(locations.get(0).login().orElseThrow()).isSameAs(whole.login().orElseThrow());
    assertThat(locations.get(0).rate().orElseThrow()).isSameAs(whole.rate().orElseThrow());
    assertThat(locations.get(1).login()).isEmpty();
    assertThat(locations.get(1).rate()).isEmpty();
    assertThat(locations.get(2).login().orElseThrow().realm()).isEqualTo("restricted");
    assertThat(locations.get(2).rate()).contains(new LocationConfig.Rate(10, 3));
  }

  @Test
  void defaultsOfAServerAreForTheLocationsThatUseThem() throws Exception {
    ConfigFile file =
        read(
            """
            servers {
              a {
                list = on, type = text/css, realm = 1.10, users = no-users
                locations { "/" { root = site }, "/r/" { redirect = "/" }, "/t/" { respond = x } }
              }
            }
            """);
    assertThat(file.mistakes()).isEmpty();
    List<LocationConfig> locations = file.servers().getFirst().locations();
    assertThat(((Served.Files) locations.get(0).served()).config().paths().listing()).isTrue();
    assertThat(((Served.Text) locations.get(2).served()).type().text()).isEqualTo("text/css");
    assertThat(locations.getFirst().login().orElseThrow().realm()).isEqualTo("1.10");
  }

  /** Only in the folder for which it is written. */
  @Test
  void aFallbackOfTheServerNeedNotBeInTheFoldersOfLocations() throws Exception {
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.createDirectories(folder.resolve("pictures"));
    Files.writeString(site.resolve("page.html"), "page");
    String server =
        "servers { a { root = site, fallback = %s, locations { \"/\" {}, \"/img/\" %s } } }";
    String pictures = "{ alias = pictures }";
    assertThat(read(server.formatted("page.html", pictures)).mistakes()).isEmpty();
    assertThat(read(server.formatted("none.html", pictures)).mistakes()).isNotEmpty();
    assertThat(
            read(server.formatted("page.html", "{ alias = pictures, fallback = page.html }"))
                .mistakes())
        .hasSize(1);
  }

  @Test
  void allMistakesAreFoundAtOnce() throws Exception {
    assertThat(
            mistakes(
                """
                servers {
                  a {
                    listen = [80800, "::1:80"]
                    hots = example.org
                    error-pages { 404 = missing.html, 999 = 404.html }
                    locations {
                      "/a/" { root = nowhere, indx = index.html }
                      "/b/" { redirect = "/{what}", status = 299 }
                      "/c/" { list = true }
                      "/d" { alias = site }
                      "/e/" { respond = "x", methods = [GET, FETCH] }
                    }
                  }
                }
                """))
        .satisfiesExactly(
            mistake ->
                assertThat(mistake)
                    .startsWith("heddle.conf:3: servers.a.listen = 80800: write a port, or"),
            mistake -> assertThat(mistake).contains(":3: ").contains("in brackets"),
            mistake ->
                assertThat(mistake).contains(":4: unknown key servers.a.hots: did you mean hosts?"),
            mistake ->
                assertThat(mistake)
                    .contains(":5: ")
                    .contains("missing.html: there is no such file"),
            mistake ->
                assertThat(mistake).contains(":5: ").contains("999").contains("write a status"),
            mistake ->
                assertThat(mistake).contains(":7: ").contains("nowhere: there is no such folder"),
            mistake -> assertThat(mistake).contains(":7: ").contains("indx: did you mean index?"),
            mistake ->
                assertThat(mistake).contains(":8: ").contains("299: write 301, 302, 307 or 308"),
            mistake -> assertThat(mistake).contains(":8: ").contains("{what} is unknown"),
            mistake ->
                assertThat(mistake)
                    .contains(":9: ")
                    .contains("nothing to serve: write one of root"),
            mistake -> assertThat(mistake).contains(":10: ").contains("must end with a slash"),
            mistake ->
                assertThat(mistake).contains(":11: ").contains("FETCH: write one of DELETE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a { root = site, hosts = x.org }, b { root = site, hosts = X.org } | "X.org" is already the name of another server
          a { root = site }, b { root = site } | the server a on the same address has no hosts either
          a { root = site, hosts = a.org, default = true }, b { root = site, default = true } | the server a is the default
          a { root = site, listen = 80, hosts = a.org }, b { root = site, listen = "80 tls", tls { certificate = cert.pem, key = key.pem } } | use another port
          a { root = site, listen = "80 tls" } | there is no certificate
          a { root = site, tls { certificate = cert.pem, key = key.pem } } | no address has tls
          a { root = site, listen = "80 tls", tls { certificate = [cert.pem, cert.pem], key = key.pem } } | as many keys as certificates
          a { root = site, users = 404.html } | line 1 is not a user and a bcrypt hash
          a { root = site, users = none } | no such file
          a { root = site, realm = x } | it needs users in the same block
          a { root = site, rate = 10 } | write a number of requests and a time
          a { root = site, rate = 0/s } | write a number of requests and a time
          a { root = site, hosts = [a.org, A.org] } | servers.a.hosts = A.org: this name is there twice
          a { root = site, listen = "80 tls", tls { certificate = 404.html, key = key.pem } } | servers.a.tls: 404.html:
          a { root = site, error-pages { 404 = large.html } } | larger than 1 MiB
          a { root = site, listen = "80x tls", tls { certificate = cert.pem, key = key.pem } } | 80x tls: write a port
          a { root = site, listen = [80, "[::]:80 tls"], tls { certificate = cert.pem, key = key.pem } } | use another port
          a { locations { "/a/" { files = site, max-body-bytes = 1 } } } | it has no effect in a location with files
          a { locations { "/a" { files = site } } } | must end with a slash
          a { locations { "/a/" { files = site }, "/b/" { files = site/img } } } | are one inside the other
          a { locations { "/a/" { files = site }, "/b/" { files = site, max-files = 1 } } } | with other limits
          a { locations { "/a/" { uploads = site } } } | write the location "= /a/"
          a { locations { "= /a" { demo = on } } } | remove the equals sign
          a { locations { "/a/" { lab = off } } } | write on, or remove this
          a { locations { "/a/" { demo = on, methods = GET } } } | methods = GET: it has no effect in a location with demo
          a { locations { "/a/" { handler = none.jar } } } | there is no such file
          a { status = 200 } | write 204 or the status of an error
          a { respond = x, status = 204 } | has no content: remove respond
          a { root = site, tls-redirect = on } | no address has tls
          a { root = site, hsts = on } | no address has tls
          a { root = site, listen = "80 tls", tls { certificate = cert.pem, key = key.pem }, tls-redirect = 443 } | all addresses have tls
          a { root = site, listen = "80 tls", tls { certificate = cert.pem, key = key.pem }, hsts = soon } | hsts = soon: write a whole number
          a { root = site, burst = 10 } | it needs a rate in the same block
          a { root = site, users = not-utf-8 } | the file is not UTF-8 text
          a { users = a-file, root = site, locations { "/a/" { root = site }, "/b/" { root = site } } } | servers.a.users = a-file: there is no such file
          a { root = site, users = no-users, locations { "/a/" { realm = x } } } | locations."/a/".realm = x: it needs users in the same block
          a { locations { "/a/" { respond = x, list = on } } } | list = on: it has no effect in a location with respond: remove it
          a { locations { "/a/" { root = site, type = text/plain } } } | type = text/plain: it has no effect in a location with root
          a { redirect = "/", index = a.html } | index = a.html: it has no effect in a location with redirect
          a { rot = site } | unknown key servers.a.rot: did you mean root?
          a { locations { "/" { rot = site } } } | unknown key servers.a.locations."/".rot: did you mean root?
          a { root = site, users = null } | write a value, or remove it
          a { locations { "img/" { root = site } } } | must begin with a slash
          a { locations { "/a//b" { root = site } } } | has two slashes
          a { locations { "= /a" { respond = x }, "=/a" { respond = x } } } | another location with this path
          a { root = site, listen = 80 }, b { root = site, hosts = b.org, listen = "127.0.0.1:80 tls", tls { certificate = cert.pem, key = key.pem } } | the server a has this port
          a { root = site, listen = "80 tls", tls { certificate = cert.pem, key = key.pem } }, b { root = site, hosts = b.org, listen = "80 tls", tls { certificate = cert.pem, key = key.pem, client-ca = cert.pem } } | another client-ca
          a = site | write a block: a { ... }
          a { root = site, listen = "80 proxy-protocol" }, b { root = site, hosts = b.org, listen = 80 } | the server a has this port without proxy-protocol, or with it
          a { root = site, listen = "80 proxy-protocol" }, b { root = site, hosts = b.org, listen = "127.0.0.1:80" } | the server a has this port without proxy-protocol, or with it
          a { root = site, listen = "80 proxy" } | for TLS, append the word tls
          a { root = site, listen = "80 tls tls" } | for TLS, append the word tls
          a { root = site, rewrite = "^/(a /b" } | is not a regular expression
          a { root = site, rewrite = "^/a /$1" } | there is no $1
          a { hosts = a.org } | nothing to serve
          a { root = site, cgi = yes } | write a block
          a { root = site, cgi {} } | there is no extension: write
          a { root = site, cgi { ".py" = /none } } | there is no such program: write its whole path
          a { root = site, cgi { ".sh" = /bin/sh, timeout = 5 } } | write a number and a unit
          a { root = site, cgi { ".sh" = /bin/sh, max-scripts = 0 } } | write a whole number from 1 to 10000
          a { root = site, cgi { ".sh" = /bin/sh, py = /bin/sh } } | unknown key servers.a.cgi.py
          a { root = site, cgi { ".sh" = /bin/sh }, fallback = a.sh } | the fallback cannot be a script
          a { root = site, cgi { ".html" = "" }, clean-urls = on } | clean URLs lead to files
          a { redirect = "/", cgi { ".sh" = /bin/sh } } | it has no effect in a location with redirect
          a { root = site, alias = site } | there is also root
          a { root = site, fallback = a.html } | servers.a.fallback = a.html: there is no such file in
          a { root = site, fallback = "../404.html" } | servers.a.fallback = ../404.html: there is no such file in
          a { root = site, header = "Cache-Control: no-cache" } | servers.a.header = Cache-Control: no-cache: for files, write cache-control = "*=no-cache" instead
          """)
  void serversMustBeDistinctAndComplete(String servers, String mistake) throws Exception {
    assertThat(mistakes("servers { " + servers + " }"))
        .singleElement()
        .asString()
        .startsWith("heddle.conf:1: ")
        .contains(mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          proxy = "https://127.0.0.1"                            | without TLS: write http://
          proxy = "127.0.0.1:9000"                               | no URL
          proxy = "http://u@127.0.0.1/"                          | write the URL of a server
          proxy = "http://127.0.0.1/?a"                          | write the URL of a server
          proxy = "http://127.0.0.1:99999"                       | write a port from 1 to 65535
          proxy = "http://[::1%1]"                               | write the address without %
          proxy = "http://127.0.0.1/v1"                          | add one
          proxy = ["http://127.0.0.1/a/", "http://127.0.0.1/b/"] | all servers must have the same path
          proxy = "http://127.0.0.1", balance = random           | write round-robin or least-connections
          proxy = "http://127.0.0.1", upstream-read-timeout = 5  | write a time, such as 500ms
          proxy = "http://127.0.0.1", root = site                | write only one of them
          respond = x, keep-host = true                          | it has no effect
          """)
  void aProxyNeedsServersThatCanBeAsked(String keys, String mistake) throws Exception {
    assertThat(mistakes("servers { a { locations { \"/a/\" { " + keys + " } } } }"))
        .singleElement()
        .asString()
        .contains(mistake);
  }

  @Test
  void includedFilesComeLaterAndKeepTheirPlaces() throws Exception {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(
        folder.resolve("parts/more.conf"),
        "b { root = site, hosts = b }\n c { root = none, hosts = c }");
    Files.writeString(folder.resolve("options.conf"), "\n\nport = 1\naccess-log = a.log");
    ConfigFile file =
        read(
            """
            include "options.conf"


            servers {
              include "parts/more.conf"
              a { root = site }
            }
            """);
    assertThat(file.servers()).extracting(ServerConfig::name).containsExactly("a", "b", "c");
    assertThat(file.mistakes())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("parts/more.conf") + ":2: servers.c.root = none: ");
    assertThat(file.options())
        .extracting(OptionValue::place)
        .containsExactly(
            folder.resolve("options.conf") + ":3", folder.resolve("options.conf") + ":4");
    assertThat(file.options().getLast().path("a.log"))
        .isEqualTo(folder.resolve("a.log").toString());
  }

  @Test
  void aFileThatIsNotHoconHasOneMistakeWithItsLine() throws Exception {
    assertThat(mistakes("engine = epoll\nservers { a {\n  root = ]\n"))
        .singleElement()
        .asString()
        .startsWith("heddle.conf:3: this is not HOCON: ");
    assertThat(mistakes("port = ${NOT_SET_ANYWHERE}"))
        .singleElement()
        .asString()
        .startsWith("heddle.conf:1: ")
        .contains("NOT_SET_ANYWHERE");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThat(ConfigFile.read(folder.resolve("none.conf")).mistakes())
        .singleElement()
        .asString()
        .endsWith("none.conf: there is no such file that can be read: name another");
  }
}

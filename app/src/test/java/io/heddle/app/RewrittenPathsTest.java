package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files whose paths rules have made, and redirects of folders, on every engine. */
final class RewrittenPathsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createSite() throws IOException {
    Files.createDirectories(folder.resolve("site/docs"));
    Files.createDirectories(folder.resolve("site/empty"));
    Files.writeString(folder.resolve("site/index.html"), "start");
    Files.writeString(folder.resolve("site/about.html"), "about");
    Files.writeString(folder.resolve("site/other.html"), "other");
    Files.writeString(folder.resolve("site/docs/index.html"), "docs");
    for (String name : new String[] {"a", "b"}) {
      Path docs = Files.createDirectories(folder.resolve("site/" + name + "/docs"));
      Files.writeString(docs.resolve("index.html"), "docs of " + name);
    }
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    return LocalServer.configured(
        variant, Files.writeString(folder.resolve(variant + ".conf"), text));
  }

  private static void assertMoved(Reply reply, String location) {
    assertThat(reply.status()).isEqualTo(301);
    assertThat(reply.field("Location")).contains(location);
  }

  @EachEngine
  void noPathIsRedirectedToItself(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                root = site
                clean-urls = true
                rewrite = ["^/$ /index.html", "^/([^.]+)$ /$1.html", "^/old/(.*)$ /$1"]
              }
            }
            """)) {
      for (int round = 0; round < 2; round++) {
        assertThat(server.get("/").text()).isEqualTo("start");
        assertThat(server.get("/about").text()).isEqualTo("about");
        assertThat(server.get("/%61bout?x=1").text()).isEqualTo("about");
        assertMoved(server.get("/about.html?x=1"), "/about?x=1");
        assertThat(server.get("//about").text()).isEqualTo("about");
        assertThat(server.get("/old/about.html").text()).isEqualTo("about");
        assertThat(server.get("/none").status()).isEqualTo(404);
      }
    }
  }

  /** A redirect would lead to the other page, or to and fro for ever. */
  @EachEngine
  void whatIsSwappedStaysSwapped(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                root = site
                clean-urls = true
                rewrite = [
                  "^/about$ /other.html last", "^/other$ /about.html last"
                  "^/a/(.*)$ /b/$1 last", "^/b/(.*)$ /a/$1 last"
                  "^/c/(.*)$ /b/$1?page=1"
                ]
              }
            }
            """)) {
      for (int round = 0; round < 2; round++) {
        assertThat(server.get("/about").text()).isEqualTo("other");
        assertThat(server.get("/other").text()).isEqualTo("about");
        assertMoved(server.get("/a/docs"), "/a/docs/");
        assertThat(server.get("/a/docs/").text()).isEqualTo("docs of b");
        assertMoved(server.get("//b/docs?x"), "/b/docs/?x");
        assertThat(server.get("/b/docs/").text()).isEqualTo("docs of a");
        assertMoved(server.get("/c/docs"), "/c/docs/");
        assertMoved(server.get("/c/docs?own=1"), "/c/docs/?own=1");
      }
    }
  }

  @EachEngine
  void aFolderWithAnotherNameIsServed(Variant variant) throws Exception {
    try (LocalServer server =
        serve(variant, "servers { one { root = site, rewrite = \"^/manual$ /docs\" } }")) {
      for (int round = 0; round < 2; round++) {
        assertThat(server.get("/manual").text()).isEqualTo("docs");
        assertMoved(server.get("/docs"), "/docs/");
      }
    }
  }

  @EachEngine
  void aFolderWhosePathLosesItsSlashIsServed(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                rewrite = "^/(.+)/$ /$1"
                locations { "/" { root = site }, "/pages/" { alias = site } }
              }
            }
            """)) {
      for (int round = 0; round < 2; round++) {
        assertThat(server.get("/docs/").text()).isEqualTo("docs");
        assertThat(server.get("/pages/docs/").text()).isEqualTo("docs");
        assertMoved(server.get("/docs"), "/docs/");
        assertThat(server.get("/empty/").status()).isEqualTo(404);
      }
    }
  }
}

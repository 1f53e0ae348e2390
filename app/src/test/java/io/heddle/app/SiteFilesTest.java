package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The options for a site made of files, on every engine. */
final class SiteFilesTest {
  @TempDir Path root;

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Reply get(Client client, String target, String... fields) throws IOException {
    return client.ask("GET " + target, fields).read();
  }

  private static Optional<String> location(Client client, String target) throws IOException {
    Reply reply = get(client, target);
    assertThat(reply.status()).isEqualTo(301);
    return reply.field("Location");
  }

  @EachEngine
  void aSiteWithCleanUrlsAndAFallback(Variant variant) throws Exception {
    write("index.html", "start");
    write("about.html", "about");
    write("docs/home.htm", "docs");
    try (Program program =
            Program.run(
                variant.words(
                    "--root=" + root,
                    "--clean-urls",
                    "--index=index.html,home.htm",
                    "--fallback=index.html"));
        Client client = new Client(program.port())) {
      for (int i = 0; i < 2; i++) {
        assertThat(get(client, "/").text()).isEqualTo("start");
        assertThat(get(client, "/about").text()).isEqualTo("about");
        assertThat(get(client, "/docs/").text()).isEqualTo("docs");
        assertThat(location(client, "/about.html?x=1")).hasValue("/about?x=1");
        assertThat(location(client, "/index.html")).hasValue("/");
        assertThat(location(client, "/docs")).hasValue("/docs/");
        Reply route = get(client, "/films/7", "Accept: text/html");
        assertThat(route.status()).isEqualTo(200);
        assertThat(route.text()).isEqualTo("start");
        assertThat(get(client, "/films/7.png").status()).isEqualTo(404);
        assertThat(get(client, "/.env").status()).isEqualTo(404);
      }
      assertThat(program.errors()).isEmpty();
    }
  }

  @EachEngine
  void fieldsAreThoseOfTheRules(Variant variant) throws Exception {
    write("index.html", "start");
    write("app.3f9c2b1a.js", "script");
    write("notes.log", "log");
    try (Program program =
            Program.run(
                variant.words(
                    "--root=" + root,
                    "--cache-control=*.html=no-cache",
                    "--cache-control=*.log=public, max-age=60",
                    "--immutable",
                    "--header=X-Frame-Options: DENY",
                    "--header=*.js=Access-Control-Allow-Origin: *",
                    "--media-type=log=text/x-log"));
        Client client = new Client(program.port())) {
      for (int i = 0; i < 2; i++) {
        Reply start = get(client, "/");
        assertThat(start.field("Cache-Control")).hasValue("no-cache");
        assertThat(start.field("X-Frame-Options")).hasValue("DENY");
        assertThat(start.field("Access-Control-Allow-Origin")).isEmpty();
        Reply script = get(client, "/app.3f9c2b1a.js");
        assertThat(script.field("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(script.field("Access-Control-Allow-Origin")).hasValue("*");
        Reply log = get(client, "/notes.log");
        assertThat(log.field("Content-Type")).hasValue("text/x-log");
        assertThat(log.field("Cache-Control")).hasValue("public, max-age=60");
        Reply known = get(client, "/notes.log", "If-None-Match: *");
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.field("Cache-Control")).hasValue("public, max-age=60");
        assertThat(known.field("X-Frame-Options")).hasValue("DENY");
        Reply missing = get(client, "/none.html");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.field("X-Frame-Options")).hasValue("DENY");
        assertThat(missing.field("Cache-Control")).isEmpty();
      }
      Reply malformed = client.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").read();
      assertThat(malformed.status()).isEqualTo(400);
      assertThat(malformed.field("X-Frame-Options")).hasValue("DENY");
    }
  }

  @EachEngine
  void whatClientsHaveStoredRunsNoScripts(Variant variant) throws Exception {
    write("page.html", "<script>alert(1)</script>");
    write("letter.pdf", "%PDF");
    write("folder/note.txt", "note");
    try (Program program = Program.run(variant.words("--files=" + root, "--list"));
        Client client = new Client(program.port())) {
      for (int i = 0; i < 2; i++) {
        Reply page = get(client, "/files/page.html");
        assertThat(page.field("Content-Security-Policy")).hasValue("sandbox");
        assertThat(page.field("X-Content-Type-Options")).hasValue("nosniff");
        Reply letter = get(client, "/files/letter.pdf");
        assertThat(letter.field("Content-Security-Policy")).isEmpty();
        assertThat(letter.field("X-Content-Type-Options")).hasValue("nosniff");
      }
      assertThat(get(client, "/files/").text()).contains("href=\"folder/\"", "href=\"page.html\"");
      Reply folder = get(client, "/files/folder/", "Accept: application/json");
      assertThat(folder.text()).contains("\"name\":\"note.txt\",\"type\":\"file\",\"size\":4,");
      client.ask("PUT /files/folder/new", "Content-Length: 1").send("x").read();
      assertThat(get(client, "/files/folder/").text()).contains("href=\"new\"");
    }
  }

  @EachEngine
  void norDoesItAmongTheFilesOfTheSite(Variant variant) throws Exception {
    write("index.html", "<script>start()</script>");
    write("inbox/page.html", "<script>alert(1)</script>");
    Files.createSymbolicLink(root.resolve("latest.html"), root.resolve("inbox/page.html"));
    String[] options = {"--root=" + root, "--uploads=" + root.resolve("inbox"), "--clean-urls"};
    try (Program program = Program.run(variant.words(options));
        Client client = new Client(program.port())) {
      for (int i = 0; i < 2; i++) {
        assertThat(get(client, "/").field("Content-Security-Policy")).isEmpty();
        for (String target : List.of("/inbox/page", "/latest")) {
          Reply page = get(client, target);
          assertThat(page.status()).as(target).isEqualTo(200);
          assertThat(page.field("Content-Security-Policy")).as(target).hasValue("sandbox");
          assertThat(page.field("X-Content-Type-Options")).as(target).hasValue("nosniff");
        }
      }
    }
  }

  @EachEngine
  void norDoesASiteThatClientsChange(Variant variant) throws Exception {
    write("site/index.html", "<script>start()</script>");
    String[] options = {"--root=" + root.resolve("site"), "--files=" + root};
    try (Program program = Program.run(variant.words(options));
        Client client = new Client(program.port())) {
      assertThat(get(client, "/").field("Content-Security-Policy")).hasValue("sandbox");
    }
  }

  @EachEngine
  void withoutTheOptionFoldersStayPrivate(Variant variant) throws Exception {
    write("folder/note.txt", "note");
    try (Program program = Program.run(variant.words("--root=" + root));
        Client client = new Client(program.port())) {
      for (String target : List.of("/", "/folder/")) {
        Reply reply = get(client, target);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).doesNotContain("note");
      }
    }
  }
}

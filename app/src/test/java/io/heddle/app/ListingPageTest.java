package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The list of a folder, in a real browser. */
final class ListingPageTest {
  /** The number of bytes that the browser gets for each link to a file. */
  private static final String FOLLOW_ALL =
      """
      window.sizes = [];
      [...document.querySelectorAll("td.file a")].reduce(
          (before, a) => before
              .then(() => fetch(a.href))
              .then(answer => answer.text())
              .then(text => sizes.push(text.length)), Promise.resolve());
      true
      """;

  @TempDir Path root;
  @TempDir Path profile;

  @EachEngine
  void peopleFindTheirFiles(Variant variant) throws Exception {
    Optional<Path> chromium = Browser.installed();
    Needed.that(chromium.isPresent(), Browser.REMEDY);
    Files.createDirectories(root.resolve("photos/old"));
    Files.writeString(root.resolve("photos/old/x.txt"), "x");
    List<String> odd =
        List.of("a b", "100%", "h#h", "q?q", "<b>", "it's \"it\"", "javascript:1", "back\\slash");
    for (String name : odd) {
      Files.writeString(root.resolve(name), "12345");
    }
    Files.writeString(root.resolve("long-" + "name".repeat(50)), "12345");
    try (Program program = Program.run(variant.words("--root=" + root, "--list"));
        Browser browser = Browser.start(chromium.get(), profile)) {
      ObjectNode phone = Browser.parameters().put("width", 320).put("height", 600);
      browser.command(
          "Emulation.setDeviceMetricsOverride",
          phone.put("deviceScaleFactor", 2).put("mobile", true));
      String url = "http://127.0.0.1:" + program.port() + "/";
      browser.open(url);
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(320);
      browser.evaluate(FOLLOW_ALL);
      browser.await("sizes.length === " + (odd.size() + 1));
      assertThat(browser.evaluate("sizes.every(size => size === 5)").asBoolean()).isTrue();
      assertThat(browser.evaluate("document.querySelectorAll('td b').length").asInt()).isZero();
      browser.evaluate("document.querySelector('td.folder a').click()");
      browser.await("document.title === 'photos'");
      browser.open(url + "photos/old/");
      browser.evaluate("document.querySelector('nav a').click()");
      browser.await("document.title === 'Files'");
      browser.evaluate("document.querySelector('th a').click()");
      browser.await("location.search === '?sort=name&order=desc'");
      String paper = "getComputedStyle(document.body).backgroundColor";
      assertThat(browser.evaluate(paper).asText()).isEqualTo("rgb(251, 250, 247)");
      ObjectNode dark = Browser.parameters();
      dark.putArray("features")
          .addObject()
          .put("name", "prefers-color-scheme")
          .put("value", "dark");
      browser.command("Emulation.setEmulatedMedia", dark);
      assertThat(browser.evaluate(paper).asText()).isEqualTo("rgb(22, 24, 28)");
    }
  }
}

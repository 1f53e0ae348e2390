package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the page for uploads, in a real browser. */
final class UploadPageTest {
  /** Collects every text that the list of uploads has shown. */
  private static final String RECORD =
      """
      window.shown = [];
      new MutationObserver(() => shown.push(document.querySelector("ul").innerText))
          .observe(document.querySelector("ul"), {subtree: true, childList: true});
      """;

  private static final String DROP =
      """
      {
        const dropped = new DataTransfer();
        dropped.items.add(new File(["dropped"], "drop.txt"));
        const options = {dataTransfer: dropped, bubbles: true, cancelable: true};
        document.querySelector("label strong").dispatchEvent(new DragEvent("drop", options));
      }
      """;

  @TempDir Path root;
  @TempDir Path home;

  @TempDir Path profile;

  private Browser browser() throws Exception {
    Optional<Path> program = Browser.installed();
    Needed.that(program.isPresent(), Browser.REMEDY);
    return Browser.start(program.get(), profile);
  }

  private static String url(Program program) throws Exception {
    return "http://127.0.0.1:" + program.port() + "/uploads";
  }

  private static void awaitItems(Browser browser, String outcome, int count) throws Exception {
    browser.await("document.querySelectorAll('li." + outcome + "').length === " + count);
  }

  @EachEngine
  void peopleChooseAndDropFiles(Variant variant) throws Exception {
    byte[] large = new byte[20 << 20];
    new Random(1).nextBytes(large);
    Path big = Files.write(home.resolve("big.bin"), large);
    Path small = Files.writeString(home.resolve("Größe <1>.txt"), "small");
    try (Program program = Program.run(variant.words("--uploads=" + root));
        Browser browser = browser()) {
      browser.open(url(program));
      browser.evaluate(RECORD);
      browser.choose("input[type=file]", List.of(big, small));
      awaitItems(browser, "stored", 2);
      assertThat(root.resolve("big.bin")).hasBinaryContent(large);
      assertThat(root.resolve("Größe _1_.txt")).hasContent("small");
      assertThat(browser.evaluate("shown.join()").asText()).contains("MiB of 20.0 MiB");
      browser.evaluate(DROP);
      awaitItems(browser, "stored", 3);
      assertThat(root.resolve("drop.txt")).hasContent("dropped");
      assertThat(browser.evaluate("document.querySelector('li:last-child').innerText").asText())
          .contains("stored as drop.txt, 7 bytes");
      assertThat(program.errors()).isEmpty();
    }
  }

  @EachEngine
  void thePageSaysWhyAFileIsRefused(Variant variant) throws Exception {
    Path large = Files.write(home.resolve("large"), new byte[3 << 20]);
    Path small = Files.writeString(home.resolve("small"), "small");
    try (Program program =
            Program.run(variant.words("--uploads=" + root, "--max-file-bytes=1MiB"));
        Browser browser = browser()) {
      browser.open(url(program));
      browser.choose("input[type=file]", List.of(large, small));
      awaitItems(browser, "failed", 1);
      awaitItems(browser, "stored", 1);
      assertThat(browser.evaluate("document.querySelector('li.failed').innerText").asText())
          .contains("large", "413");
      try (Stream<Path> files = Files.list(root)) {
        assertThat(files).containsExactly(root.resolve("small"));
      }
    }
  }

  @EachEngine
  void thePageFitsAPhoneAndTheDark(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words("--uploads=" + root));
        Browser browser = browser()) {
      ObjectNode phone = Browser.parameters().put("width", 320).put("height", 600);
      browser.command(
          "Emulation.setDeviceMetricsOverride",
          phone.put("deviceScaleFactor", 2).put("mobile", true));
      browser.open(url(program));
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(320);
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

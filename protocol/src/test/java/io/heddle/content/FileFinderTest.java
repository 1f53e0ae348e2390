package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where paths lead with other index files, with clean URLs, and with a fallback. */
class FileFinderTest {
  @TempDir private Path root;
  private long millis;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name :
        List.of(
            "index.html",
            "index.htm",
            "home.html",
            "about.html",
            "both.html",
            "both/index.html",
            "plain",
            "plain.html",
            "folder.html",
            "folder/data.json",
            "old/index.htm",
            "old/index.html.html",
            "a b%.html",
            "page.html.html",
            "empty/deep/x.txt",
            ".hidden.html")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private StaticFilesConfig config() {
    return StaticFilesConfig.of(root);
  }

  /** A description of where a path leads: a file's name, a redirect, or a reason. */
  private String follow(StaticFilesConfig config, String path) throws IOException {
    FileFinder finder = new FileFinder(config.paths(), new DocumentRoot(root));
    return switch (finder.find(Octets.of(path))) {
      case Finding.File file -> root.toRealPath().relativize(file.real()).toString();
      case Finding.Redirect redirect -> "-> " + redirect.path();
      case Finding.Listing folder -> "entries of " + folder.real().getFileName();
      case Finding.Nothing nothing -> nothing.reason();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "/, index.html",
    "/index.html, -> /",
    "/index, -> /",
    "/index.htm, index.htm",
    "/about, about.html",
    "/about.html, -> /about",
    "/about/, -> /about",
    "//about///, -> //about",
    "/both, both.html",
    "/both/, both/index.html",
    "/both.html, -> /both",
    "/both/index.html, -> /both/",
    "/both/index, -> /both/",
    "/plain, plain",
    "/plain.html, plain.html",
    "/plain/, -> /plain",
    "/folder, folder.html",
    "/folder/, -> /folder",
    "/folder.html, -> /folder",
    "/folder/data.json, folder/data.json",
    "/a%20b%25, a b%.html",
    "/a%20b%25.html, -> /a%20b%25",
    "/page.html, page.html.html",
    "/page.html.html, -> /page.html",
    "/page, no such file",
    "/old, -> /old/",
    "/old/, this folder has no index.html",
    "/old/index.html, old/index.html.html",
    "/empty, -> /empty/",
    "/empty/deep/x, no such file",
    "/none, no such file",
    "/none/, no such file",
    "/ABOUT, no such file",
  })
  void cleanUrlsGiveEachPageOnePath(String path, String result) throws IOException {
    assertThat(follow(config().withCleanUrls(true), path)).isEqualTo(result);
  }

  /** Whatever is there, following redirects ends, and at the content that was asked for. */
  @Test
  void redirectsEnd() throws IOException {
    StaticFilesConfig config =
        config().withCleanUrls(true).withIndexes(List.of("index.html", "home.html", "index.htm"));
    for (String name : List.of("home.html", "index.html", "about.html", "both.html", "old/")) {
      String path = "/" + name;
      String result = follow(config, path);
      for (int i = 0; i < 2 && result.startsWith("-> "); i++) {
        result = follow(config, result.substring(3));
      }
      assertThat(result).as(name).isEqualTo(name.equals("old/") ? "old/index.htm" : name);
    }
  }

  @Test
  void hiddenPagesStayHidden() {
    assertThatThrownBy(() -> follow(config().withCleanUrls(true), "/.hidden"))
        .isInstanceOf(HttpException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/, index.htm",
    "/index.html, index.html",
    "/old/, old/index.htm",
    "/both/, both/index.html",
    "/folder/, this folder has no index.htm",
  })
  void theFirstIndexThatIsThereIsServed(String path, String result) throws IOException {
    assertThat(follow(config().withIndexes(List.of("index.htm", "index.html")), path))
        .isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", ".hidden"})
  void anIndexHasAPlainName(String name) {
    assertThatThrownBy(() -> config().withIndexes(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String get(StaticFiles files, String target) throws IOException {
    return get(files, HeadOf.get(target));
  }

  /** The content of the response, and whether it varies; or where the client is sent instead. */
  private static String get(StaticFiles files, HeadOf head) throws IOException {
    try {
      Response response = files.handle(head.request());
      String varies = response.first(HeaderName.VARY).map(field -> " by " + field).orElse("");
      return response.body() instanceof Body.Bytes bytes
          ? new String(bytes.bytes(), StandardCharsets.UTF_8) + varies
          : "no content in memory";
    } catch (HttpException e) {
      return e.status().toString();
    }
  }

  private StaticFiles files(StaticFilesConfig config) throws IOException {
    FileCache cache = new FileCache(1 << 20, 10, Duration.ofDays(-1));
    Instant begin = Instant.now();
    InstantSource clock = () -> begin.plusMillis(millis);
    return new StaticFiles(config.withCache(cache), clock);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/films/7 | text/html,application/xml;q=0.9,*/*;q=0.8 | home.html by Accept",
        "/films/7 | */* | home.html by Accept",
        "/films/7 | text/* | home.html by Accept",
        "/films/7/ | text/html | home.html by Accept",
        "/folder/ | text/html | home.html by Accept",
        "/films/7?x=a.b | text/html | home.html by Accept",
        "/films.old/7 | text/html | home.html by Accept",
        "/about.html | */* | about.html",
        "/films/7.png/ | text/html | 404 Not Found",
        "/about.html// | text/html | 404 Not Found",
        "/films/7 | application/json | 404 Not Found",
        "/films/7 | application/json, text/plain, */* | 404 Not Found",
        "/films/7 | text/html;q=0, */* | 404 Not Found",
        "/films/7 | image/png | 404 Not Found",
        "/films/7.png | text/html | 404 Not Found",
        "/.git/config | text/html | 404 Not Found",
        "/films/.git | text/html | 404 Not Found",
      })
  void requestsForPagesGetTheFallback(String target, String accept, String answer)
      throws IOException {
    StaticFiles files = files(config().withFallback("/home.html"));
    for (int i = 0; i < 2; i++) {
      assertThat(get(files, HeadOf.get(target).with(HeaderName.ACCEPT, accept))).isEqualTo(answer);
    }
  }

  @Test
  void aClientThatNamesNoTypeGetsTheFallback() throws IOException {
    assertThat(get(files(config().withFallback("/home.html")), "/films"))
        .isEqualTo("home.html by Accept");
  }

  @Test
  void aFallbackThatIsDeletedOrReplacedIsNoticed() throws IOException {
    StaticFiles files = files(config().withFallback("/home.html").withCleanUrls(true));
    assertThat(get(files, "/films")).isEqualTo("home.html by Accept");
    Files.writeString(root.resolve("home.html"), "new");
    millis += FileCache.MAX_STALE.toMillis();
    assertThat(get(files, "/films")).isEqualTo("new by Accept");
    Files.delete(root.resolve("home.html"));
    millis += FileCache.MAX_STALE.toMillis();
    assertThat(get(files, "/films")).isEqualTo("404 Not Found");
  }

  @Test
  void aFallbackEndsWhenAFileAppears() throws IOException {
    StaticFiles files = files(config().withFallback("/home.html"));
    assertThat(get(files, "/films")).isEqualTo("home.html by Accept");
    Files.writeString(root.resolve("films"), "films");
    assertThat(get(files, "/films")).as("not noticed yet").isEqualTo("home.html by Accept");
    millis += FileCache.MAX_STALE.toMillis();
    assertThat(get(files, "/films")).isEqualTo("films");
  }

  @Test
  void aFallbackEndsAtOnceAfterAChangeThatIsAnnounced() throws IOException {
    StaticFiles files = files(config().withFallback("/home.html"));
    assertThat(get(files, "/films")).isEqualTo("home.html by Accept");
    Files.writeString(root.resolve("films"), "films");
    files.expire();
    assertThat(get(files, "/films")).isEqualTo("films");
  }

  @Test
  void aClockThatIsSetBackDelaysNothing() throws IOException {
    StaticFiles files = files(config().withFallback("/home.html"));
    assertThat(get(files, "/films")).isEqualTo("home.html by Accept");
    Files.writeString(root.resolve("films"), "films");
    millis -= 60_000;
    assertThat(get(files, "/films")).isEqualTo("films");
  }

  @Test
  void aCachedPageGivesWayToAFileThatIsPreferred() throws IOException {
    StaticFiles files =
        files(config().withCleanUrls(true).withIndexes(List.of("index.html", "index.htm")));
    assertThat(get(files, "/about")).isEqualTo("about.html");
    assertThat(get(files, "/old/")).isEqualTo("old/index.htm");
    Files.writeString(root.resolve("about"), "bare");
    Files.writeString(root.resolve("old/index.html"), "new");
    millis += FileCache.MAX_STALE.toMillis();
    assertThat(get(files, "/about")).isEqualTo("bare");
    assertThat(get(files, "/old/")).isEqualTo("new");
  }

  @Test
  void redirectsKeepThePrefixAndTheQuery() throws IOException {
    StaticFiles files = files(config().withCleanUrls(true).withPrefix("/files"));
    Response response = files.handle(HeadOf.get("/files//both/index.html?a=b").request());
    assertThat(response.first(HeaderName.LOCATION)).contains("/files/both/?a=b");
  }
}

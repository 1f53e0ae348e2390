package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderListingTest {
  private static final Instant MODIFIED = Instant.parse("2025-10-31T23:59:59.750Z");

  @TempDir private Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
  }

  private void write(String name, int size, int age) throws IOException {
    Path file = Files.write(root.resolve(name), new byte[size]);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.minusSeconds(age)));
  }

  private Response response(StaticFilesConfig config, HeadOf head) throws IOException {
    return new StaticFiles(config.withListing(true), InstantSource.system()).handle(head.request());
  }

  private Response response(HeadOf head) throws IOException {
    return response(StaticFilesConfig.of(root), head);
  }

  private static String content(Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Body.Stream body = (Body.Stream) response.body()) {
      body.writer().writeTo(out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String page(String target) throws IOException {
    return content(response(HeadOf.get(target)));
  }

  private static HeadOf json(String target) {
    return HeadOf.get(target).with(HeaderName.ACCEPT, "application/json");
  }

  /** The destinations of the links to entries, in their order. */
  private static List<String> entries(String page) {
    return Pattern.compile("<td class=\"\\w+\"><a dir=\"auto\" href=\"([^\"]*)\">")
        .matcher(page)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/, old/ young/ A b.txt c",
    "/?sort=name, old/ young/ A b.txt c",
    "/?sort=name&order=desc, young/ old/ c b.txt A",
    "/?sort=size, old/ young/ c A b.txt",
    "/?sort=size&order=asc, old/ young/ A b.txt c",
    "/?sort=modified, young/ old/ b.txt c A",
    "/?sort=modified&order=asc, old/ young/ A c b.txt",
    "/?sort=color&order=rainbow, old/ young/ A b.txt c",
  })
  void theQueryChoosesTheOrder(String target, String order) throws IOException {
    write("c", 7, 20);
    write("b.txt", 5, 10);
    write("A", 5, 30);
    for (String name : List.of("young", "old")) {
      Path made = Files.createDirectory(root.resolve(name));
      Instant time = name.equals("old") ? MODIFIED.minusSeconds(99) : MODIFIED;
      Files.setLastModifiedTime(made, FileTime.from(time));
    }
    assertThat(String.join(" ", entries(page(target)))).isEqualTo(order);
  }

  @Test
  void aMalformedQueryOpensNoFolder() throws IOException {
    assertThatThrownBy(() -> response(json("/?sort=%zz"))).isInstanceOf(HttpException.class);
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.map(FolderListingTest::target)).doesNotContain(root.toRealPath());
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      // It was closed meanwhile.
      return link;
    }
  }

  @Test
  void namesAreTextAndNothingElse() throws IOException {
    write("<script>alert(1)<", 1, 0);
    write("a\"onclick='x'&amp;", 1, 0);
    write("b%41#c?d e\\f:;", 1, 0);
    write("java\nscript:", 1, 0);
    write("photo\u202egpj.exe", 1, 0);
    write("\u05d0\u200dfamily", 1, 0);
    write("  spaces ", 1, 0);
    String page = page("/");
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("onclick='")
        .doesNotContain("\u202e")
        .contains(">&lt;script&gt;alert(1)&lt;</a>")
        .contains(">a&quot;onclick=&#39;x&#39;&amp;amp;</a>")
        .contains(">java\ufffdscript:</a>")
        .contains(">photo\ufffdgpj.exe</a>")
        .contains(">\u05d0\u200dfamily</a>")
        .contains(">  spaces </a>");
    assertThat(entries(page))
        .containsExactlyInAnyOrder(
            "%3Cscript%3Ealert%281%29%3C",
            "a%22onclick%3D%27x%27%26amp%3B",
            "b%2541%23c%3Fd%20e%5Cf%3A%3B",
            "java%0Ascript%3A",
            "photo%E2%80%AEgpj.exe",
            "%D7%90%E2%80%8Dfamily",
            "%20%20spaces%20");
    assertThat(content(response(json("/"))))
        .contains("{\"name\":\"java\\u000ascript:\",")
        .contains("{\"name\":\"photo\\u202egpj.exe\",")
        .contains("{\"name\":\"a\\\"onclick='x'&amp;\",")
        .contains("{\"name\":\"b%41#c?d e\\\\f:;\",");
  }

  @Test
  void everyEntryCanBeRequested() throws IOException {
    for (String name : List.of("a b", "%", "%2e", "\u00e9", "x\"y", "a?b#c", "q\\", "\u202e")) {
      write(name, 3, 0);
    }
    for (String entry : entries(page("/"))) {
      Response response = response(HeadOf.get("/" + entry));
      assertThat(response.body().length()).as(entry).isEqualTo(3);
      response.body().close();
    }
  }

  @Test
  void whatIsNotServedIsNotListed() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    write("shown", 1, 0);
    write(".hidden", 1, 0);
    Files.createDirectory(root.resolve(".git"));
    Files.createDirectory(root.resolve(".well-known"));
    Files.createSymbolicLink(root.resolve("out"), outside);
    Files.createSymbolicLink(root.resolve("out-file"), outside.resolve("secret"));
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("none"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("to-shown"), Path.of("shown"));
    Files.createSymbolicLink(root.resolve("to-folder"), Path.of(".git"));
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
    new ProcessBuilder("sh", "-c", "touch \"$(printf 'not-\\377-utf8')\"")
        .directory(root.toFile())
        .start()
        .waitFor();
    assertThat(entries(page("/")))
        .containsExactly(".well-known/", "to-folder/", "shown", "to-shown");
    assertThat(content(response(json("/")))).doesNotContain("secret", "pipe", "utf8", "dangling");
  }

  @Test
  void jsonHasTheFactsOfEachEntry() throws IOException {
    write("b", 5, 0);
    Path made = Files.createDirectory(root.resolve("a"));
    Files.setLastModifiedTime(made, FileTime.from(MODIFIED));
    Response response = response(json("/"));
    assertThat(response.first(HeaderName.CONTENT_TYPE)).contains("application/json");
    assertThat(content(response))
        .isEqualTo(
            """
            [
            {"name":"a","type":"directory","modified":"2025-10-31T23:59:59Z"},
            {"name":"b","type":"file","size":5,"modified":"2025-10-31T23:59:59Z"}
            ]
            """);
    Files.createDirectory(root.resolve("a/empty"));
    assertThat(content(response(json("/a/empty/")))).isEqualTo("[\n]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1048524, 1023.9 KiB",
    "1048525, 1.0 MiB",
    "3000000, 2.9 MiB",
  })
  void sizesAreReadable(int size, String text) throws IOException {
    write("file", size, 0);
    assertThat(page("/")).contains("<td>" + text + "<td>");
  }

  @Test
  void aPageSaysWhereItIs() throws IOException {
    Files.createDirectories(root.resolve("a b/<c>/d"));
    write("a b/<c>/file", 1, 0);
    String page =
        content(
            response(
                StaticFilesConfig.of(root).withPrefix("/files"),
                HeadOf.get("/files//a%20b/%3Cc%3E/")));
    assertThat(page)
        .contains("<title>&lt;c&gt;</title>")
        .contains("<a dir=\"auto\" href=\"/files/\">Files</a>")
        .contains("<a dir=\"auto\" href=\"/files/a%20b/\">a b</a>")
        .contains("<p>1 folder, 1 file</p>")
        .contains("2025-10-31 23:59</time>");
    assertThat(page("/a%20b/%3Cc%3E/d/"))
        .contains("<p>This folder is empty</p>")
        .contains("<a dir=\"auto\" href=\"/a%20b/%3Cc%3E/\">&lt;c&gt;</a>");
    assertThat(page("/")).contains("<title>Files</title>").doesNotContain("<nav");
  }

  @Test
  void theSortedColumnOffersTheOtherDirection() throws IOException {
    assertThat(page("/?sort=size"))
        .contains("<th scope=\"col\"><a href=\"?sort=name&amp;order=asc\">Name</a>")
        .contains("aria-sort=\"descending\"><a href=\"?sort=size&amp;order=asc\">Size</a>");
  }

  @Test
  void aListIsCheckedForChangesAndVaries() throws IOException {
    Response response = response(HeadOf.get("/"));
    response.body().close();
    assertThat(response.first(HeaderName.CACHE_CONTROL)).contains("no-cache");
    assertThat(response.first(HeaderName.VARY)).contains("Accept");
    assertThat(response.first(HeaderName.CONTENT_TYPE)).contains("text/html; charset=utf-8");
  }

  @Test
  void anIndexIsPreferredAndOtherFoldersStayPrivateByDefault() throws IOException {
    write("index.html", 9, 0);
    Response response = response(HeadOf.get("/"));
    assertThat(response.body().length()).isEqualTo(9);
    response.body().close();
    Files.delete(root.resolve("index.html"));
    StaticFiles files = new StaticFiles(root, InstantSource.system());
    assertThatThrownBy(() -> files.handle(HeadOf.get("/").request()))
        .isInstanceOf(HttpException.class);
    assertThat(files.prepare(HeadOf.get("/")).blocking()).isEqualTo(Blocking.BRIEFLY);
  }

  @Test
  void aLargeFolderIsListedCompletelyButNotSorted() throws IOException {
    int count = FolderListing.MAX_SORTED + 1;
    for (int i = 0; i < count; i++) {
      Files.createFile(root.resolve("file-" + i));
    }
    String page = page("/?sort=name");
    assertThat(entries(page)).hasSize(count).doesNotHaveDuplicates().contains("file-0");
    assertThat(page)
        .contains("<p>More than 10,000 entries, in no particular order</p>")
        .doesNotContain("?sort=");
    assertThat(content(response(json("/"))).lines()).hasSize(count + 2);
    Files.delete(root.resolve("file-0"));
    String sorted = page("/?sort=name");
    assertThat(entries(sorted)).hasSize(count - 1).isSorted();
    assertThat(sorted).contains("<p>10,000 files</p>").contains("?sort=");
  }

  @Test
  void allListsTogetherHaveABudget() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("file-" + i, 1, 0);
    }
    Budget budget = new Budget(3_000);
    DocumentRoot served = new DocumentRoot(root);
    FolderListing lists = new FolderListing(served, "", FileCache.standard(), budget);
    Finding.Listing found = new Finding.Listing(root.toRealPath(), root.toRealPath());
    Response first = lists.response(json("/").request(), found);
    AtomicInteger writes = new AtomicInteger();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {}

          @Override
          public void write(byte[] text, int offset, int size) throws IOException {
            if (size > 0 && writes.incrementAndGet() == 1) {
              Response second = lists.response(json("/").request(), found);
              assertThatThrownBy(() -> content(second))
                  .isInstanceOfSatisfying(
                      HttpException.class,
                      e -> assertThat(e.status()).isEqualTo(Status.SERVICE_UNAVAILABLE));
            } else if (writes.get() == 11) {
              assertThat(budget.usedBytes()).as("when most entries are written").isLessThan(500);
            }
          }
        };
    try (Body.Stream body = (Body.Stream) first.body()) {
      body.writer().writeTo(out);
    }
    assertThat(writes).hasValue(12);
    assertThat(budget.usedBytes()).isZero();
    assertThat(content(lists.response(json("/").request(), found)).lines()).hasSize(12);
  }

  /** A client that leaves, and one that never comes. */
  @Test
  void aListThatEndsEarlyGivesItsMemoryBack() throws IOException {
    write("file", 1, 0);
    Budget budget = new Budget(3_000);
    FolderListing lists =
        new FolderListing(new DocumentRoot(root), "", FileCache.standard(), budget);
    Finding.Listing found = new Finding.Listing(root.toRealPath(), root.toRealPath());
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("the client is gone");
          }
        };
    try (Body.Stream body = (Body.Stream) lists.response(json("/").request(), found).body()) {
      assertThatThrownBy(() -> body.writer().writeTo(gone)).hasMessage("the client is gone");
      assertThat(budget.usedBytes()).isPositive();
    }
    assertThat(budget.usedBytes()).isZero();
    lists.response(json("/").request(), found).body().close();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void aFolderThatIsSwappedLeadsNowhereElse() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createDirectories(root.resolve("in"));
    write("in/shown", 1, 0);
    Response response = response(HeadOf.get("/in/"));
    Files.move(root.resolve("in"), folder.resolve("moved"));
    Files.createSymbolicLink(root.resolve("in"), outside);
    assertThat(entries(content(response))).containsExactly("shown");
  }

  @Test
  void aFolderThatIsDeletedIsEmpty() throws IOException {
    Files.createDirectories(root.resolve("in"));
    write("in/shown", 1, 0);
    Response response = response(HeadOf.get("/in/"));
    Files.delete(root.resolve("in/shown"));
    Files.delete(root.resolve("in"));
    assertThat(entries(content(response))).isEmpty();
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients create, replace, append to and delete files, on every engine. */
final class FilesTest {
  /** Until then, a file is too new for a tag. The clock of its changes may lag behind by a tick. */
  private static final long NEW_NANOS = TimeUnit.MILLISECONDS.toNanos(1_900);

  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path root;

  /** A request and the status of its answer. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(String target, String content, int status, String... fields) {}

  private static Row row(String target, String content, int status, String... fields) {
    return new Row(target, content, status, fields);
  }

  private static Reply ask(Client client, String target, String content, String... fields)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String[] all = List.of(fields).toArray(new String[fields.length + 1]);
    all[fields.length] = "Content-Length: " + bytes.length;
    return client.ask(target, all).send(bytes).read();
  }

  private static void assertStatuses(Client client, Row... rows) throws IOException {
    for (Row row : rows) {
      Reply reply = ask(client, row.target, row.content, row.fields);
      assertThat(reply.status()).as("%s: %s", row.target, reply.text()).isEqualTo(row.status);
    }
  }

  private Program serve(Variant variant, String... options) throws IOException {
    String[] all =
        Stream.concat(Stream.of("--files=" + root), Stream.of(options)).toArray(String[]::new);
    return Program.run(variant.words(all));
  }

  private static String text(Client client, String target) throws IOException {
    Reply reply = client.ask("GET " + target).read();
    assertThat(reply.status()).as(target).isEqualTo(200);
    return reply.text();
  }

  /** All paths under the root, with hidden ones. */
  private List<String> tree() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @EachEngine
  void filesAreCreatedReplacedExtendedAndDeleted(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      Reply created = ask(client, "POST /files/x/y/%C3%A9.txt", "one");
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.field("Location")).hasValue("/files/x/y/%C3%A9.txt");
      assertThat(root.resolve("x/y/é.txt")).hasContent("one");
      assertStatuses(
          client,
          row("POST /files/x/y/%C3%A9.txt", "two", 409),
          row("PUT /files/x/y/%C3%A9.txt", "three", 204),
          row("PUT /files/new", "x", 201),
          row("PUT /files/empty", "", 201),
          row("PATCH /files/new", "yz", 204),
          row("PATCH /files/none", "yz", 404),
          row("DELETE /files/empty", "", 204),
          row("DELETE /files/empty", "", 404));
      assertThat(text(client, "/files/new")).isEqualTo("xyz");
      assertThat(text(client, "/files/x/y/%C3%A9.txt")).isEqualTo("three");
      assertThat(client.ask("HEAD /files/new").readHead().field("Content-Length")).hasValue("3");
      assertThat(tree()).containsExactly("new", "x/y/é.txt");
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  @EachEngine
  void codedContentIsRefusedWithTheCodingThatIsAccepted(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      for (String method : List.of("PUT", "POST", "PATCH")) {
        Reply reply = ask(client, method + " /files/a", "x", "Content-Encoding: gzip");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.field("Accept-Encoding")).contains("identity");
      }
    }
  }

  @EachEngine
  void whatCannotBeIsRefused(Variant variant, @TempDir Path outside) throws Exception {
    Files.createDirectory(root.resolve("folder"));
    Files.writeString(root.resolve("file"), "old");
    Files.createSymbolicLink(root.resolve("link"), outside);
    try (Program program = serve(variant, "--max-file-bytes=1KiB");
        Client client = new Client(program.port())) {
      assertStatuses(
          client,
          row("PUT /files/", "x", 400),
          row("PUT /files/a/", "x", 400),
          row("PUT /files/.a", "x", 403),
          row("PUT /files/a/.b/c", "x", 403),
          row("PUT /files/..%2Fa", "x", 403),
          row("PUT /files/a%2Fb", "x", 400),
          row("PUT /files/a%00", "x", 400),
          row("PUT /files/a%0Ab", "x", 400),
          row("PUT /files/a%FF", "x", 400),
          row("PUT /files/" + "a".repeat(256), "x", 400),
          row("PUT /files/folder", "x", 409),
          row("PUT /files/file/a", "x", 409),
          row("PUT /files/link", "x", 409),
          row("PUT /files/link/a", "x", 409),
          row("PATCH /files/link/a", "x", 409),
          row("DELETE /files/folder", "", 409),
          row("DELETE /files/link", "", 409),
          row("PUT /files/a", "x", 400, "Content-Range: bytes 0-0/2"),
          row("PATCH /files/file", "x", 400, "Content-Range: bytes 0-0/2"),
          row("PUT /files/a", "x", 415, "Content-Encoding: gzip"),
          row("PUT /files/a", "x", 403, "Sec-Fetch-Site: cross-site"),
          row("PUT /files/file", "x", 412, "If-None-Match: *"),
          row("PUT /files/a", "x", 412, "If-Match: *"),
          row("PUT /files/file", "x", 412, "If-Match: \"other\""),
          row("DELETE /files/file", "", 412, "If-Match: \"other\""),
          row("PATCH /files/file", "", 412, "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT"),
          row("OPTIONS /files/a", "", 204),
          row("TRACE /files/a", "", 405));
      assertThat(tree()).containsExactly("file");
      assertThat(root.resolve("file")).hasContent("old");
      assertThat(outside).isEmptyDirectory();
      assertStatuses(client, row("PUT /files/a", "x".repeat(1025), 413));
    }
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("file", "folder", "link");
    }
  }

  @EachEngine
  void aChangeIsRefusedBeforeItsContentIsSent(Variant variant) throws Exception {
    Files.writeString(root.resolve("file"), "old");
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      client.ask("POST /files/file", "Content-Length: 1000000", "Expect: 100-continue");
      assertThat(client.read().status()).isEqualTo(409);
    }
  }

  private static String tag(Client client, String target, String content, String... fields)
      throws IOException {
    return ask(client, target, content, fields).field("ETag").orElseThrow();
  }

  @EachEngine
  void aChangeHasTheTagForTheNextOneAtOnce(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      String first = tag(client, "POST /files/file", "1");
      String second = tag(client, "PUT /files/file", "2", "If-Match: " + first);
      String third = tag(client, "PATCH /files/file", "3", "If-Match: " + second);
      String fourth = tag(client, "PUT /files/file", "4", "If-Match: " + third);
      assertThat(List.of(first, second, third, fourth))
          .doesNotHaveDuplicates()
          .allMatch(tag -> tag.startsWith("\""));
      assertThat(client.ask("GET /files/file").read().field("ETag")).hasValue(fourth);
      assertThat(client.ask("GET /files/file", "If-None-Match: " + fourth).read().status())
          .isEqualTo(304);
      assertStatuses(
          client,
          row("PUT /files/file", "5", 412, "If-Match: " + third),
          row("PATCH /files/file", "5", 412, "If-Match: " + first));
    }
  }

  /** Its tag is weak, which is not enough. */
  @EachEngine
  void aClientLearnsWhenAFileIsTooNewForACondition(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      tag(client, "PUT /files/file", "1");
      long begin;
      Reply refusal;
      do {
        begin = System.nanoTime();
        Files.writeString(root.resolve("file"), "of another program");
        String tag = client.ask("GET /files/file").read().field("ETag").orElseThrow();
        refusal = ask(client, "PUT /files/file", "2", "If-Match: " + tag);
      } while (System.nanoTime() - begin > NEW_NANOS);
      assertThat(refusal.status()).isEqualTo(412);
      assertThat(refusal.text()).contains("it has a tag for If-Match two seconds later");
    }
  }

  @EachEngine
  void conditionsProtectFromLostUpdates(Variant variant) throws Exception {
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      tag(client, "PUT /files/file", "1");
      Path file = root.resolve("file");
      String tag = client.ask("GET /files/file").read().field("ETag").orElseThrow();
      assertStatuses(
          client,
          row("PUT /files/file", "2", 204, "If-Match: " + tag),
          row("PUT /files/file", "3", 412, "If-Match: " + tag),
          row("DELETE /files/file", "", 412, "If-Match: " + tag),
          row("PUT /files/file", "4", 204, "If-Match: *"),
          row("PUT /files/new", "5", 201, "If-None-Match: *"),
          row("PUT /files/new", "6", 412, "If-None-Match: *"));
      assertThat(file).hasContent("4");
    }
  }

  @EachEngine
  void aGetSeesAChangeInSpiteOfTheCache(Variant variant) throws Exception {
    Files.writeString(root.resolve("file"), "old");
    Thread.sleep(2_100);
    try (Program program = serve(variant);
        Client client = new Client(program.port())) {
      String content = "old";
      for (int i = 0; i < 20; i++) {
        assertThat(text(client, "/files/file")).isEqualTo(content);
        assertThat(text(client, "/files//file")).isEqualTo(content);
        content = "new " + i;
        assertThat(ask(client, "PUT /files/file", content).status()).isEqualTo(204);
      }
      ask(client, "DELETE /files/file", "");
      assertThat(client.ask("GET /files/file").read().status()).isEqualTo(404);
    }
  }

  @EachEngine
  void aClientThatLeavesChangesNothing(Variant variant) throws Exception {
    Files.writeString(root.resolve("file"), "old");
    try (Program program = serve(variant)) {
      int port = program.port();
      for (String target : List.of("PUT /files/file", "PATCH /files/file", "PUT /files/a/b")) {
        try (Client client = new Client(port)) {
          client.ask(target, "Content-Length: 1000000").send("x".repeat(300_000));
          // the request has begun when its draft is there
          while (files() == 1) {
            Thread.sleep(5);
          }
        }
        long end = System.nanoTime() + MAX_WAIT_NANOS;
        while (files() > 1 && System.nanoTime() < end) {
          Thread.sleep(20);
        }
        assertThat(tree()).as(target).containsExactly("file");
      }
      assertThat(root.resolve("file")).hasContent("old");
      assertThat(program.errors()).isEmpty();
    }
  }

  private int files() throws IOException {
    try {
      return tree().size();
    } catch (UncheckedIOException e) {
      // A draft vanished meanwhile.
      return Integer.MAX_VALUE;
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenIsReportedAtTheStart() throws Exception {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
    Program.Start start = new Program.Start().obeyingPermissions();
    try (Program program = start.run("--port=0", "--files=" + root)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .contains("invalid --files=" + root + ": this folder is not writable: name another");
    }
  }

  /** Such as lost+found at the top of a disk. */
  @Test
  void aFolderThatMayNotBeReadIsNoObstacle() throws Exception {
    Path closed = Files.createDirectory(root.resolve("closed"));
    Files.setPosixFilePermissions(closed, Set.of());
    Program.Start start = new Program.Start().obeyingPermissions();
    try (Program program = start.run("--port=0", "--files=" + root);
        Client client = new Client(program.port())) {
      assertStatuses(
          client, row("PUT /files/closed/a", "x", 403), row("PUT /files/open/a", "x", 201));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Two stores in one tree would not know of each other's changes. */
  @Test
  void foldersThatOverlapAreReported(@TempDir Path elsewhere) throws Exception {
    Path inner = Files.createDirectory(root.resolve("inner"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), inner);
    for (List<Path> pair :
        List.of(List.of(root, inner), List.of(inner, root), List.of(root, link))) {
      Path files = pair.get(0);
      Path uploads = pair.get(1);
      try (Program program = Program.run("--port=0", "--files=" + files, "--uploads=" + uploads)) {
        assertThat(program.end()).isEqualTo(2);
        assertThat(program.errors())
            .startsWith("app: error: invalid --uploads=" + uploads + ": ")
            .contains("that of --files, " + files + ", is inside the other: name the same folder");
      }
    }
  }

  @EachEngine
  void theNumberOfFilesAndFoldersIsBounded(Variant variant) throws Exception {
    Files.createDirectory(root.resolve("there"));
    try (Program program = serve(variant, "--max-files=3");
        Client client = new Client(program.port())) {
      assertStatuses(
          client,
          row("PUT /files/x/a", "1", 201),
          row("PUT /files/b", "1", 507),
          row("PATCH /files/x/a", "1", 507),
          row("DELETE /files/x/a", "", 204),
          row("PUT /files/y/b", "1", 507),
          row("PUT /files/b", "1", 201));
      client.ask("PUT /files/c", "Content-Length: 1000000", "Expect: 100-continue");
      assertThat(client.read().status()).as("before the content").isEqualTo(507);
      assertThat(tree()).containsExactly("b");
    }
  }

  @EachEngine
  void aFileThatIsRefusedLeavesNoFolder(Variant variant) throws Exception {
    Files.createDirectory(root.resolve("there"));
    try (Program program = serve(variant, "--max-files=3");
        Client client = new Client(program.port())) {
      assertStatuses(client, row("PUT /files/y/z/a", "1", 507));
      assertThat(root.resolve("y")).doesNotExist();
      assertStatuses(client, row("PUT /files/y/a", "1", 201));
    }
  }

  @EachEngine
  void theQuotaIsKept(Variant variant) throws Exception {
    Files.writeString(root.resolve("there"), "x".repeat(600));
    try (Program program = serve(variant, "--files-quota=1KiB", "--files-sync");
        Client client = new Client(program.port())) {
      assertStatuses(
          client,
          row("PUT /files/a", "x".repeat(400), 201),
          row("PUT /files/b", "x".repeat(100), 507),
          row("PATCH /files/a", "x".repeat(100), 507),
          row("DELETE /files/there", "", 204),
          row("PUT /files/b", "x".repeat(100), 201));
      client
          .ask("PUT /files/c", "Transfer-Encoding: chunked")
          .send("400\n" + "x".repeat(1024) + "\n0\n\n");
      assertThat(client.read().status()).isEqualTo(507);
      assertThat(tree()).containsExactly("a", "b");
    }
  }
}

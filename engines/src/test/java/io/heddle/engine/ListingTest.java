package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Lists of folders, which are written while they are read. */
class ListingTest {
  /** Too many to be sorted, and as a page more content than the buffers of a connection hold. */
  private static final int MANY = Integer.getInteger("heddle.entries", 10_500);

  private static final int OLD_LISTS = 4;

  /** In links, each of these letters takes six bytes. */
  private static final String LONG_NAME = "\u00fc".repeat(100);

  /** Shared by all tests, because writing so many files takes long. */
  @TempDir static Path folder;

  @BeforeAll
  static void writeFolders() throws IOException {
    write("few", 3);
    write("many", MANY);
  }

  private static Setup setup(Variant engine) throws IOException {
    StaticFiles files =
        new StaticFiles(StaticFilesConfig.of(folder).withListing(true), InstantSource.system());
    return engine
        .server()
        .route("/few/", files)
        .route("/many/", files)
        .route("/doomed/", files)
        .route("/few/a", files);
  }

  private static void write(String name, int count) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      Files.createFile(made.resolve(i == 0 ? "a" : LONG_NAME + i));
    }
  }

  private static String request(String line) {
    return line + "\nHost: test\nAccept: application/json\n\n";
  }

  private static long entries(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).startsWith("[\n").endsWith("\n]\n");
    return reply.text().lines().filter(line -> line.startsWith("{")).count();
  }

  @EachEngine
  void listsStayInOrderWithOtherResponses(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      client.send(
          request("GET /few/ HTTP/1.1")
              + request("GET /few/a HTTP/1.1")
              + "GET /few/?sort=size HTTP/1.1\nHost: test\nAccept: text/html\n\n"
              + request("GET /ping HTTP/1.1"));
      assertThat(entries(client.read())).isEqualTo(3);
      assertThat(client.read().body()).isEmpty();
      Reply page = client.read();
      assertThat(page.field("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(page.text()).startsWith("<!doctype html>").endsWith("</html>\n");
      assertThat(client.read().text()).isEqualTo("pong");
      Reply head = client.send(request("HEAD /few/ HTTP/1.1")).readBare();
      assertThat(head.field("Content-Type")).contains("application/json");
      assertThat(client.send(request("GET /ping HTTP/1.1")).read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void anOldClientGetsTheListAndTheEnd(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      client.send(request("GET /few/ HTTP/1.0"));
      List<String> head = client.readHead();
      assertThat(head).noneMatch(line -> line.startsWith("Transfer-Encoding"));
      String list = new String(client.readAll(), StandardCharsets.UTF_8);
      assertThat(list).startsWith("[\n").endsWith("\n]\n").contains("\"name\":\"a\"");
    }
  }

  @EachEngine
  void aLargeFolderDelaysNobody(Variant engine) throws IOException {
    try (Server server = setup(engine).start()) {
      List<Client> slow = new ArrayList<>();
      for (int i = 0; i < OLD_LISTS; i++) {
        slow.add(server.connectWithReceiveBuffer(4 << 10).patience(Duration.ofSeconds(30)));
        slow.getLast().send(request("GET /many/ HTTP/1.1"));
      }
      Bystanders.areAnswered(server, "while large folders are read");
      for (Client client : slow) {
        assertThat(entries(client.read())).isEqualTo(MANY);
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        client.close();
      }
    }
  }

  @EachEngine
  void clientsThatLeaveInTheMiddleLeaveNothingOpen(Variant engine) throws IOException {
    try (Server server = setup(engine).start()) {
      Bystanders.areAnswered(server, "at first");
      int before = Descriptors.count();
      for (int i = 0; i < 10; i++) {
        try (Client client = server.connectWithReceiveBuffer(4 << 10)) {
          client.send(request((i % 2 == 0 ? "GET" : "HEAD") + " /many/ HTTP/1.1"));
          client.readHead();
          client.reset();
        }
      }
      Descriptors.awaitAtMost(before + 1);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  /** The list has begun, but the client does not read it before the folder is gone. */
  @EachEngine
  void aFolderThatIsDeletedMeanwhileEndsTheList(Variant engine) throws Exception {
    run("cp", "-al", "many", "doomed");
    try (Server server = setup(engine).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.get("/doomed/").get("/doomed/").get("/ping");
      List<String> head = client.readHead();
      run("rm", "-r", "doomed");
      Bystanders.areAnswered(server, "after a folder is gone");
      String page = client.read(head).text();
      assertThat(page).endsWith("</html>\n");
      assertThat(page.lines().filter(line -> line.startsWith("<tr><td class=\"file\">")).count())
          .isBetween(10_000L, MANY - 1L);
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.read().text()).isEqualTo("pong");
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that takes the place of another one while the server runs. */
final class ReloadTest {
  private static final int RELOADS = 100;

  /** An address that only some configurations have. */
  private static final String PASSING = "127.0.0.4";

  @TempDir private Path folder;

  @BeforeEach
  void createFiles() throws IOException {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/index.html"), "start");
    Files.writeString(folder.resolve("missing.html"), "old page");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("heddle.conf"), text);
  }

  private LocalServer serve(Variant variant, String text) throws Exception {
    return LocalServer.configured(variant, write(text));
  }

  private void users(String user) throws IOException {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "right".toCharArray());
    Files.writeString(folder.resolve("users"), user + ":" + hash + "\n");
  }

  private static String login(String user) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString((user + ":right").getBytes(StandardCharsets.UTF_8));
  }

  @EachEngine
  void everythingIsReadAgain(Variant variant) throws Exception {
    users("ada");
    String text =
        """
        max-headers = %d
        header = "X-All: %s"
        servers {
          one {
            error-pages { 404 = missing.html }
            locations {
              "= /" { respond = %s }
              "/staff/" { respond = welcome, users = users }
            }
          }
        }
        """;
    try (LocalServer server = serve(variant, text.formatted(100, "old", "one"))) {
      assertThat(server.get("/").text()).isEqualTo("one");
      assertThat(server.get("/none").text()).isEqualTo("old page");
      assertThat(server.get("/staff/", login("ada")).text()).isEqualTo("welcome");
      users("grace");
      Files.writeString(folder.resolve("missing.html"), "new page");
      server.apply(variant, write(text.formatted(3, "new", "two")));
      Reply reply = server.get("/");
      assertThat(reply.text()).isEqualTo("two");
      assertThat(reply.field("X-All")).contains("new");
      assertThat(server.get("/none").text()).isEqualTo("new page");
      assertThat(server.get("/staff/", login("ada")).status()).isEqualTo(401);
      assertThat(server.get("/staff/", login("grace")).text()).isEqualTo("welcome");
      assertThat(server.get("/", "A: 1", "B: 2", "C: 3").status()).isEqualTo(431);
    }
  }

  @EachEngine
  void aRequestKeepsTheConfigurationThatItBeganWith(Variant variant) throws Exception {
    String text =
        """
        header = "X: %s"
        max-body-bytes = %d
        servers { one { locations { "/" { demo = on } } } }
        """;
    try (LocalServer server = serve(variant, text.formatted("old", 10))) {
      Client client = server.connect();
      client.ask("POST /api/echo", "Content-Length: 10", "Expect: 100-continue");
      assertThat(client.read().status()).as("the handler reads").isEqualTo(100);
      client.send("hello");
      server.apply(variant, write(text.formatted("new", 3)));
      Reply old = client.send("world").read();
      assertThat(old.text()).isEqualTo("helloworld");
      assertThat(old.field("X")).contains("old");
      assertThat(client.ask("GET /ping").read().field("X")).contains("new");
      assertThat(client.post("/api/echo", new byte[4]).read().status()).isEqualTo(413);
    }
  }

  /** Another server must not get what clients send to the address that it does not listen on. */
  @EachEngine
  void connectionsOfAGoneAddressAreServedAsBefore(Variant variant) throws Exception {
    String one = "one { listen = \"127.0.0.1:0\", respond = one }\n";
    String other =
        "other { listen = \"127.0.0.2:0\", error-pages { 404 = missing.html }, respond = other }\n";
    try (LocalServer server = serve(variant, "servers {\n" + one + other + "}")) {
      int port = server.ports().getLast();
      int kept = server.ports().getFirst();
      try (Client gone = new Client("127.0.0.2", port)) {
        assertThat(gone.ask("GET /").read().text()).isEqualTo("other");
        gone.ask("POST /", "Content-Length: 5");
        Thread.sleep(20);
        server.apply(variant, write("servers {\n" + one + "}"));
        assertThat(server.ports()).containsExactly(kept);
        Reply last = gone.send("hello").read();
        assertThat(last.text()).isEqualTo("other");
        assertThat(last.field("Connection")).contains("close");
      }
      assertThatThrownBy(() -> new Client("127.0.0.2", port)).isInstanceOf(ConnectException.class);
      assertThat(server.get("/").text()).isEqualTo("one");
      server.apply(variant, write("servers {\n" + one + other + "}"));
      try (Client back = new Client("127.0.0.2", server.ports().getLast())) {
        assertThat(back.ask("GET /").read().text()).isEqualTo("other");
      }
    }
  }

  @EachEngine
  void nothingChangesIfAnythingIsWrong(Variant variant) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        LocalServer server =
            serve(variant, "servers { one { root = site, header = \"X: old\" } }")) {
      List<Integer> ports = server.ports();
      int taken = other.getLocalPort();
      for (String[] wrong :
          new String[][] {
            {
              "listen = \"127.0.0.1:%d\"".formatted(taken),
              ":" + taken + ": Address already in use; stop the program that listens there"
            },
            {
              "listen = [\"127.0.0.1:0\", \"*:%d\"]".formatted(server.port()),
              ":%d: Address already in use; this server has the port already, at 127.0.0.1"
                  .formatted(server.port())
            }
          }) {
        Path file = write("servers { one { %s, respond = new } }".formatted(wrong[0]));
        assertThatThrownBy(() -> server.apply(variant, file))
            .isInstanceOf(StartupException.class)
            .hasMessageContaining(wrong[1]);
        assertThat(server.ports()).isEqualTo(ports);
        assertThat(server.get("/").field("X")).contains("old");
      }
    }
  }

  @EachEngine
  void aHundredReloadsLoseNoRequestAndLeaveNothingOpen(Variant variant) throws Exception {
    int passing = freePort();
    String text =
        """
        servers {
          one { respond = one, locations { "/site/" { alias = site }, "/" { respond = one } } }
          other { listen = ["127.0.0.2:0", "127.0.0.3:0", "%s:%d"], respond = other }
        }
        """
            .formatted(PASSING, passing);
    Path more = write(text);
    Path less =
        Files.writeString(
            folder.resolve("less.conf"),
            "servers { one { locations { \"/\" { respond = one } } } }");
    try (LocalServer server = LocalServer.configured(variant, less)) {
      // what the JVM opens for the first time is there before anything is counted
      for (Path warm : new Path[] {more, less, more, less}) {
        server.apply(variant, warm);
        try (Client first = server.connect();
            Client second = server.connect()) {
          assertThat(first.ask("GET /").read().text()).isEqualTo("one");
          assertThat(second.ask("GET /").read().text()).isEqualTo("one");
        }
      }
      long descriptors = descriptors("");
      int threads = Thread.activeCount();
      AtomicBoolean stop = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(3);
      List<CompletableFuture<Boolean>> clients = new ArrayList<>();
      for (boolean reuses : new boolean[] {true, true, false}) {
        clients.add(
            CompletableFuture.supplyAsync(
                () -> ask(server.port(), reuses, begun, stop),
                task -> Thread.ofPlatform().daemon().start(task)));
      }
      AtomicInteger visits = new AtomicInteger();
      CompletableFuture<Void> visitor =
          CompletableFuture.runAsync(
              () -> visit(passing, visits, stop), task -> Thread.ofPlatform().daemon().start(task));
      begun.await();
      // on a slow machine the visitor may need more of them to meet its address
      for (int i = 0; i < RELOADS || (visits.get() == 0 && !visitor.isDone()); i += 2) {
        server.apply(variant, more);
        server.apply(variant, less);
      }
      stop.set(true);
      for (CompletableFuture<Boolean> client : clients) {
        assertThat(client.get()).isTrue();
      }
      visitor.get();
      assertThat(visits).hasPositiveValue();
      assertThat(server.ports()).hasSize(1);
      // what clients close, the server closes a moment later, and threads end after their tasks
      for (int i = 0;
          i < 4_000 && (descriptors("") > descriptors || Thread.activeCount() > threads);
          i++) {
        Thread.sleep(5);
      }
      assertThat(descriptors("")).isLessThanOrEqualTo(descriptors);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    }
  }

  /** Asks until it is stopped; every request is answered. */
  private static boolean ask(int port, boolean reuses, CountDownLatch begun, AtomicBoolean stop) {
    try {
      Client client = new Client(port);
      while (!stop.get()) {
        Reply reply = client.ask("GET /").read();
        assertThat(reply.text()).isEqualTo("one");
        assertThat(reply.field("Connection")).isEmpty();
        if (!reuses) {
          client.close();
          client = new Client(port);
        }
        begun.countDown();
      }
      client.close();
    } catch (IOException e) {
      throw new AssertionError("a request was lost", e);
    }
    return true;
  }

  /** Asks an address that comes and goes: it answers as itself, or not at all. */
  private static void visit(int port, AtomicInteger answers, AtomicBoolean stop) {
    while (!stop.get()) {
      try (Client client = new Client(PASSING, port)) {
        assertThat(client.ask("GET /").read().text()).isEqualTo("other");
        answers.incrementAndGet();
      } catch (IOException e) {
        // the address has gone, perhaps after the kernel has let this client in
        LockSupport.parkNanos(100_000);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral(PASSING))) {
      return free.getLocalPort();
    }
  }

  /** How many open descriptors lead to a file whose path ends like this. */
  private static long descriptors(String end) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(link -> leadsTo(link, end)).count();
    }
  }

  private static boolean leadsTo(Path link, String end) {
    try {
      return Files.readSymbolicLink(link).toString().endsWith(end);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** A release is often put in place by a link. */
  @EachEngine
  void aRootThatIsALinkIsFollowedAgain(Variant variant) throws Exception {
    String several = "servers { one { root = current } }";
    for (String text : new String[] {"root = current", several}) {
      Path link = folder.resolve("current");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of("site"));
      Path next = Files.createDirectories(folder.resolve("next"));
      Files.writeString(next.resolve("index.html"), "next");
      try (LocalServer server = serve(variant, text)) {
        assertThat(server.get("/").text()).isEqualTo("start");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("next"));
        server.apply(variant, write(text));
        assertThat(server.get("/").text()).isEqualTo("next");
      }
    }
  }

  /** Files that have just been written are not kept open, so this takes one of the JDK. */
  @EachEngine
  void filesOfTheOldConfigurationAreClosed(Variant variant) throws Exception {
    String text = "servers { one { root = \"%s\" } }".formatted(System.getProperty("java.home"));
    try (LocalServer server = serve(variant, text)) {
      for (int i = 0; i < 2; i++) {
        assertThat(server.get("/lib/classlist").body()).hasSizeGreaterThan(32 << 10);
      }
      assertThat(descriptors("/lib/classlist")).isEqualTo(1);
      server.apply(variant, write("servers { one { respond = nothing } }"));
      assertThat(server.get("/").text()).isEqualTo("nothing");
      assertThat(descriptors("/lib/classlist")).isZero();
    }
  }

  @EachEngine
  void whatClientsStoreStays(Variant variant) throws Exception {
    String only = "files = files\nroot = site\nidle-timeout = %ds\n";
    String several =
        "idle-timeout = %ds\nservers { one { locations { \"/files/\" { files = files } } } }\n";
    Path files = Files.createDirectories(folder.resolve("files"));
    for (String text : new String[] {only, several}) {
      try (LocalServer server = serve(variant, text.formatted(10))) {
        Client client = server.connect().ask("PUT /files/a.txt", "Content-Length: 10");
        client.send("hello");
        awaitEntry(files);
        server.apply(variant, write(text.formatted(11)));
        assertThat(client.send("world").read().status()).isEqualTo(201);
        assertThat(Files.readString(files.resolve("a.txt"))).isEqualTo("helloworld");
        assertThat(server.get("/files/a.txt").text()).isEqualTo("helloworld");
        client.ask("PUT /files/a.txt", "Content-Length: 5").send("other");
        assertThat(client.read().status()).isEqualTo(204);
        assertThat(server.get("/files/a.txt").text()).isEqualTo("other");
      }
      Files.delete(files.resolve("a.txt"));
    }
  }

  /** The store of the folder stays open, so it has to take over the new limits. */
  @EachEngine
  void aStoreHasTheLimitsOfTheConfigurationInPlace(Variant variant) throws Exception {
    String only = "files = files\nroot = site\nfiles-quota = %d\nmax-files = %d\n";
    String several =
        "servers { one { locations { \"/files/\" {"
            + " files = files, files-quota = %d, max-files = %d } } } }\n";
    Path files = Files.createDirectories(folder.resolve("files"));
    for (String text : new String[] {only, several}) {
      try (LocalServer server = serve(variant, text.formatted(3, 9))) {
        assertThat(put(server, "a.txt")).isEqualTo(507);
        server.apply(variant, write(text.formatted(20, 9)));
        assertThat(put(server, "a.txt")).isEqualTo(201);
        server.apply(variant, write(text.formatted(20, 1)));
        assertThat(put(server, "b.txt")).isEqualTo(507);
        server.apply(variant, write(text.formatted(20, 3)));
        assertThat(put(server, "b.txt")).isEqualTo(201);
      }
      Files.delete(files.resolve("a.txt"));
      Files.delete(files.resolve("b.txt"));
    }
  }

  private static int put(LocalServer server, String name) throws IOException {
    try (Client client = new Client(server.port())) {
      return client
          .ask("PUT /files/" + name, "Content-Length: 5", "Connection: close")
          .send("hello")
          .read()
          .status();
    }
  }

  @EachEngine
  void connectionsOfAClientGoOnToCount(Variant variant) throws Exception {
    try (LocalServer server = serve(variant, "max-connections-per-client = 2")) {
      assertThat(server.get("/").status()).isEqualTo(200);
      server.apply(variant, write("max-connections-per-client = 1"));
      assertThat(server.connect().ask("GET /").read().status()).isEqualTo(429);
      server.apply(variant, write("max-connections-per-client = 2"));
      assertThat(server.connect().ask("GET /").read().status()).isEqualTo(200);
      assertThat(server.connect().ask("GET /").read().status()).isEqualTo(429);
    }
  }

  @EachEngine
  void theNoteStays(Variant variant) throws Exception {
    String only = "idle-timeout = %ds\n";
    String several =
        "idle-timeout = %ds\nservers { one { locations {"
            + " \"/\" { demo = on }, \"/other/\" { demo = on } } } }\n";
    for (String text : new String[] {only, several}) {
      try (LocalServer server = serve(variant, text.formatted(10))) {
        server.client().post("/write", "note".getBytes(StandardCharsets.US_ASCII)).read();
        server.apply(variant, write(text.formatted(11)));
        assertThat(server.get("/read").text()).isEqualTo("note");
        assertThat(server.get("/other/read").text()).isNotEqualTo("note");
      }
    }
  }

  private static void awaitEntry(Path files) throws Exception {
    boolean isThere = false;
    while (!isThere) {
      try (Stream<Path> all = Files.list(files)) {
        isThere = all.findAny().isPresent();
      }
      Thread.sleep(2);
    }
  }
}

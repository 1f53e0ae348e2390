package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** A file, or a folder, that cannot be opened because no file descriptors are left. */
class NoDescriptorTest {
  private static final int DESCRIPTORS = 100;

  @TempDir Path directory;

  @EachEngine
  void answers503AndReportsNoFault(Variant engine) throws IOException {
    Files.write(directory.resolve("file"), Pattern.bytes(10_000));
    Files.createDirectory(directory.resolve("folder"));
    List<Client> clients = new ArrayList<>();
    try (JavaProcess process =
        new JavaProcess(
            "-n " + DESCRIPTORS,
            List.of("-XX:-MaxFDLimit"),
            Main.class,
            engine.name(),
            directory.toString())) {
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), Integer.parseInt(process.readLine()));
      Client client = new Client(address);
      assertThat(client.get("/file").read().body()).hasSize(10_000);
      for (int i = 0; i < DESCRIPTORS; i++) {
        clients.add(new Client(address));
      }
      Await.until("no descriptor is left", () -> !text(client, "/accept-failures").equals("0"));
      for (String path : List.of("/file", "/folder/")) {
        Reply refused = client.get(path).read();
        assertThat(refused.status()).as(path + " without a descriptor").isEqualTo(503);
        assertThat(refused.field("Retry-After")).contains("1");
      }
      assertThat(client.get("/failures").read().text()).isEqualTo("0 failures");
      for (Client other : clients) {
        other.close();
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      Await.until("folders are listed again", () -> status(client, "/folder/") == 200);
      client.close();
    }
  }

  private static int status(Client client, String path) {
    return reply(client, path).status();
  }

  private static String text(Client client, String path) {
    return reply(client, path).text();
  }

  private static Reply reply(Client client, String path) {
    try {
      return client.get(path).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program of the process: it prints its port. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      // without a cache, which would keep the file once it is old enough
      StaticFiles files =
          new StaticFiles(
              StaticFilesConfig.of(Path.of(args[1]))
                  .withListing(true)
                  .withCache(new FileCache(0, 1)),
              InstantSource.system());
      Watcher watcher = new Watcher();
      AtomicReference<Server> started = new AtomicReference<>();
      Server server =
          Variant.valueOf(args[0])
              .server()
              .route("/file", files)
              .route("/folder/", files)
              .route("/accept-failures", _ -> Response.text("" + watcher.acceptFailures()))
              .observer(watcher)
              .route(
                  "/failures",
                  _ -> Response.text(started.get().recorder().failures().size() + " failures"))
              .start();
      started.set(server);
      try (Client warm = server.connect()) {
        warm.get("/failures").read();
        warm.get("/accept-failures").read();
        warm.get("/nothing").read();
        warm.get("/folder/").read();
      }
      server.recorder().awaitNoConnection();
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // the test sends nothing
      }
      System.exit(0);
    }
  }
}

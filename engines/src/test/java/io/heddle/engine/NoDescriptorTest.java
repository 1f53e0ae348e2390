package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
      Client client = new Client(address).patience(Duration.ofSeconds(8));
      assertThat(client.get("/file").read().body()).hasSize(10_000);
      for (int i = 0; i < DESCRIPTORS; i++) {
        clients.add(new Client(address));
      }
      Await.pause(Duration.ofMillis(300));
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
    try {
      return client.get(path).read().status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program of the process: it prints its port. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      StaticFiles files =
          new StaticFiles(
              StaticFilesConfig.of(Path.of(args[1])).withListing(true), InstantSource.system());
      AtomicReference<Server> started = new AtomicReference<>();
      Server server =
          Variant.valueOf(args[0])
              .server()
              .route("/file", files)
              .route("/folder/", files)
              .route(
                  "/failures",
                  _ -> Response.text(started.get().recorder().failures().size() + " failures"))
              .start();
      started.set(server);
      try (Client warm = server.connect()) {
        warm.get("/failures").read();
        warm.get("/nothing").read();
        warm.get("/folder/").read();
      }
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // the test sends nothing
      }
      System.exit(0);
    }
  }
}

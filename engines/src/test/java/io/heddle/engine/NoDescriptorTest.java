package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.http.Response;
import java.io.IOException;
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

/** A file that cannot be opened because no file descriptors are left. */
class NoDescriptorTest {
  private static final int DESCRIPTORS = 100;

  @TempDir Path directory;

  @EachEngine
  void answers503AndReportsNoFault(Variant engine) throws IOException {
    Files.write(directory.resolve("file"), Pattern.bytes(10_000));
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
      assertThat(client.get("/file").read().status()).as("without a descriptor").isEqualTo(503);
      assertThat(client.get("/failures").read().text()).isEqualTo("0 failures");
      for (Client other : clients) {
        other.close();
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      client.close();
    }
  }

  /** The program of the process: it prints its port. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      AtomicReference<Server> started = new AtomicReference<>();
      Server server =
          Variant.valueOf(args[0])
              .server()
              .route("/file", new StaticFiles(Path.of(args[1]), InstantSource.system()))
              .route(
                  "/failures",
                  _ -> Response.text(started.get().recorder().failures().size() + " failures"))
              .start();
      started.set(server);
      try (Client warm = server.connect()) {
        warm.get("/failures").read();
        warm.get("/nothing").read();
      }
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // the test sends nothing
      }
      System.exit(0);
    }
  }
}

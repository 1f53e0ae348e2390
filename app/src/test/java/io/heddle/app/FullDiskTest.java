package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full costs the request that does not fit, and nothing else. */
final class FullDiskTest {
  private static final int PIECE_BYTES = 300 << 10;

  @TempDir Path root;

  /** Starts the program with a disk of one MiB in place of the folder. */
  private Program serve(Variant variant) throws Exception {
    String isolated = "exec unshare --user --map-root-user --mount";
    Process trial =
        new ProcessBuilder("sh", "-c", isolated + " mount -t tmpfs none " + root).start();
    assumeTrue(trial.waitFor() == 0, "this system lets nobody mount a disk");
    String mount = "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"";
    String command = "%s sh -c '%s' '%s' \"$@\"".formatted(isolated, mount, root);
    return new Program.Start().by(command).run(variant.words("--files=" + root));
  }

  private static int send(Client client, String target, String letter) throws IOException {
    client.ask(target, "Content-Length: " + PIECE_BYTES).send(letter.repeat(PIECE_BYTES));
    return client.read().status();
  }

  private static void assertContent(Client client, String target, String letter)
      throws IOException {
    assertThat(client.ask("GET " + target).read().text()).isEqualTo(letter.repeat(PIECE_BYTES));
  }

  @EachEngine
  void nothingIsLost(Variant variant) throws Exception {
    try (Program program = serve(variant)) {
      int port = program.port();
      try (Client client = new Client(port)) {
        assertThat(send(client, "PUT /files/a", "a")).isEqualTo(201);
        assertThat(send(client, "PUT /files/b", "b")).isEqualTo(201);
        // The draft fits, but not next to what is to be appended.
        assertThat(send(client, "PATCH /files/a", "c")).isEqualTo(507);
        assertContent(client, "/files/a", "a");
        assertThat(send(client, "PUT /files/c", "c")).isEqualTo(201);
      }
      try (Client client = new Client(port)) {
        assertThat(send(client, "PUT /files/a", "d")).isEqualTo(507);
      }
      try (Client client = new Client(port)) {
        assertContent(client, "/files/a", "a");
        assertThat(client.ask("DELETE /files/b").read().status()).isEqualTo(204);
        assertThat(send(client, "PUT /files/a", "d")).as("with room again").isEqualTo(204);
        assertContent(client, "/files/a", "d");
        assertContent(client, "/files/c", "c");
      }
      assertThat(program.errors()).isEmpty();
    }
  }
}

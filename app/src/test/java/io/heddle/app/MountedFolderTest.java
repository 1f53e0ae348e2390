package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the store is another disk. */
final class MountedFolderTest {
  @TempDir Path root;

  private static Reply put(Client client, String target) throws IOException {
    return client.ask("PUT " + target, "Content-Length: 1").send("x").read();
  }

  @EachEngine
  void filesInItAreChangedLikeOthers(Variant variant) throws Exception {
    Path disk = Files.createDirectory(root.resolve("disk"));
    String mount = "mount -t tmpfs none \"%1$s\" && mkdir \"%1$s/there\"".formatted(disk);
    try (Program program = OwnDisks.after(mount).run(variant.words("--files=" + root));
        Client client = new Client(program.port())) {
      assertThat(put(client, "/files/disk/a").status()).isEqualTo(201);
      assertThat(put(client, "/files/disk/a").status()).isEqualTo(204);
      assertThat(put(client, "/files/disk/there/a").status()).isEqualTo(201);
      assertThat(client.ask("GET /files/disk/there/a").read().text()).isEqualTo("x");
      assertThat(client.ask("DELETE /files/disk/a").read().status()).isEqualTo(204);
      Reply refused = put(client, "/files/disk/new/a");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("in which no folder can be made");
      assertThat(put(client, "/files/new/a").status()).isEqualTo(201);
      assertThat(program.errors()).isEmpty();
    }
    try (Stream<Path> names = Files.list(root)) {
      assertThat(names).containsExactlyInAnyOrder(disk, root.resolve("new"));
    }
  }

  @EachEngine
  void aDiskThatIsReadOnlyIsToldToTheClient(Variant variant) throws Exception {
    Path disk = Files.createDirectory(root.resolve("disk"));
    String mount =
        "mount -t tmpfs none \"%1$s\" && touch \"%1$s/a\" && mount -o remount,ro \"%1$s\""
            .formatted(disk);
    try (Program program = OwnDisks.after(mount).run(variant.words("--files=" + root));
        Client client = new Client(program.port())) {
      Reply refused = put(client, "/files/disk/a");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("the disk is read-only");
      assertThat(put(client, "/files/disk/new/a").status()).isEqualTo(403);
      assertThat(client.ask("DELETE /files/disk/a").read().status()).isEqualTo(403);
      assertThat(program.errors()).isEmpty();
    }
  }
}

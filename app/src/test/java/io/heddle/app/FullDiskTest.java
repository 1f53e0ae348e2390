package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full costs the request that does not fit, and nothing else. */
final class FullDiskTest {
  private static final int PIECE_BYTES = 300 << 10;

  /** Some messages of the C library, in the order of their bytes. */
  private static final Map<String, String> GERMAN =
      new TreeMap<>(
          Map.of(
              "",
              "Content-Type: text/plain; charset=UTF-8\n",
              "No space left on device",
              "Auf dem Gerät ist kein Speicherplatz mehr verfügbar",
              "Too many levels of symbolic links",
              "Zu viele Ebenen aus symbolischen Links",
              "No such file or directory",
              "Datei oder Verzeichnis nicht gefunden"));

  @TempDir Path root;
  @TempDir Path catalogs;

  /** A disk of one MiB in place of the folder. */
  private String smallDisk() {
    return "mount -t tmpfs -o size=1m none \"%s\"".formatted(root);
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
    try (Program program = OwnDisks.after(smallDisk()).run(variant.words("--files=" + root))) {
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

  /** The JDK reports a full disk and a link only with a message of the C library. */
  @EachEngine
  void theLanguageOfTheSystemMakesNoDifference(Variant variant) throws Exception {
    Path catalog = Files.write(catalogs.resolve("libc.mo"), catalog(GERMAN));
    String german =
        """
        mount -t tmpfs none /usr/share/locale && mkdir -p /usr/share/locale/de/LC_MESSAGES \
        && cp "%s" /usr/share/locale/de/LC_MESSAGES/libc.mo \
        && export LC_ALL=C.UTF-8 LANGUAGE=de && (! cat /none 2>"%s") && %s \
        && ln -s /tmp "%s/link\""""
            .formatted(catalog, catalogs.resolve("said"), smallDisk(), root);
    try (Program program = OwnDisks.after(german).run(variant.words("--files=" + root))) {
      int port = program.port();
      assertThat(catalogs.resolve("said")).content().contains("Verzeichnis nicht gefunden");
      try (Client client = new Client(port)) {
        assertThat(client.ask("DELETE /files/link/a").read().status()).isEqualTo(409);
        assertThat(client.ask("DELETE /files/link").read().status()).isEqualTo(409);
        assertThat(send(client, "PUT /files/a", "a")).isEqualTo(201);
        assertThat(send(client, "PUT /files/b", "b")).isEqualTo(201);
        assertThat(send(client, "PUT /files/c", "c")).isEqualTo(201);
      }
      try (Client client = new Client(port)) {
        assertThat(send(client, "PUT /files/d", "d")).isEqualTo(507);
      }
      assertThat(program.errors()).isEmpty();
    }
  }

  /** A catalog of messages as gettext reads it, in the format of msgfmt(1). */
  private static byte[] catalog(Map<String, String> messages) {
    int headBytes = 7 * Integer.BYTES;
    int tableBytes = messages.size() * 2 * Integer.BYTES;
    List<byte[]> texts = new ArrayList<>();
    messages.keySet().forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
    messages.values().forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer file = ByteBuffer.allocate(8 << 10).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x950412de).putInt(0).putInt(messages.size());
    file.putInt(headBytes).putInt(headBytes + tableBytes).putInt(0).putInt(0);
    int position = headBytes + 2 * tableBytes;
    for (byte[] text : texts) {
      file.putInt(text.length).putInt(position);
      position += text.length + 1;
    }
    texts.forEach(text -> file.put(text).put((byte) 0));
    return file.array();
  }
}

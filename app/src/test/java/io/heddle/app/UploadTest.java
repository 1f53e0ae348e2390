package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.CRC32C;

/** Uploads stream through a heap that is smaller than they are. */
final class UploadTest {
  private static final int MIB = 1 << 20;
  private static final int CONTENT_MIB = 64;

  @EachEngine
  void anUploadIsEchoedThroughASmallHeap(Variant variant) throws Exception {
    byte[] piece = new byte[MIB];
    new Random(1).nextBytes(piece);
    CRC32C sent = new CRC32C();
    for (int i = 0; i < CONTENT_MIB; i++) {
      sent.update(piece);
    }
    Program.Start start = new Program.Start().jvm("-Xmx48m");
    try (Program program = start.run(variant.words())) {
      try (Client client = new Client(program.port())) {
        client.ask("POST /api/echo", "Content-Length: " + CONTENT_MIB * MIB);
        Thread sender = Thread.ofPlatform().daemon().start(() -> send(client, piece));
        Reply head = client.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(received(client)).isEqualTo(sent.getValue());
        sender.join();
        assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  private static void send(Client client, byte[] piece) {
    try {
      for (int i = 0; i < CONTENT_MIB; i++) {
        client.send(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long received(Client client) throws IOException {
    CRC32C received = new CRC32C();
    byte[] buffer = new byte[64 << 10];
    for (int left = CONTENT_MIB * MIB; left > 0; ) {
      int count = client.read(buffer);
      assertThat(count).as("%s bytes before the end", left).isPositive();
      received.update(buffer, 0, count);
      left -= count;
    }
    return received.getValue();
  }
}

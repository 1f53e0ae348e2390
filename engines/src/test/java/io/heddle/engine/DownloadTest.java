package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** Response content of every kind, larger than any buffer, to slow clients. */
class DownloadTest {
  private static final int SMALL_BUFFER_BYTES = 4 << 10;

  @EachEngine
  void sendsEveryKindOfBody(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String path : new String[] {"/bytes", "/stream", "/sized", "/inline-stream", "/file"}) {
        for (int size : new int[] {0, 1, 4_095, 4_096, 4_097, 8_192, 100_000, 1_000_000}) {
          Reply reply = client.get(path + "?n=" + size).read();
          assertThat(reply.body()).as(path + " " + size).isEqualTo(Pattern.bytes(size));
        }
      }
    }
  }

  @EachEngine
  void sendsPartOfAFile(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      byte[] body = client.get("/file?from=1234567&n=3000000").read().body();
      assertThat(body).hasSize(3_000_000);
      assertThat(Pattern.mismatch(body, body.length, 1_234_567)).isEqualTo(-1);
    }
  }

  @EachEngine
  void sendsNoContentToHead(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String path : new String[] {"/bytes", "/stream", "/sized", "/inline-stream", "/file"}) {
        client.send("HEAD " + path + "?n=100000 HTTP/1.1\nHost: test\n\n");
        assertThat(client.readBare().status()).isEqualTo(200);
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void sendsALargeFileToASlowReader(Variant engine) throws IOException {
    sendsToASlowReader(engine, "/file", TestSite.FILE_BYTES);
  }

  @EachEngine
  void sendsLargeBytesToASlowReader(Variant engine) throws IOException {
    sendsToASlowReader(engine, "/bytes", 12_000_000);
  }

  @EachEngine
  void sendsALongStreamToASlowReader(Variant engine) throws IOException {
    sendsToASlowReader(engine, "/sized", 12_000_000);
  }

  private static void sendsToASlowReader(Variant engine, String path, int size) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES)) {
      client.get(path + "?n=" + size).get("/ping").readHead();
      Await.pause(Duration.ofMillis(100));
      byte[] piece = new byte[8 << 10];
      for (int at = 0; at < size; ) {
        int count = Math.min(piece.length, size - at);
        byte[] part = client.readBytes(count);
        assertThat(Pattern.mismatch(part, count, at)).isEqualTo(-1);
        at += count;
        if (at / (4 << 20) != (at - count) / (4 << 20)) {
          Await.pause(Duration.ofMillis(30));
        }
      }
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void doesNotMakeAStreamFasterThanItIsRead(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES)) {
      client.get("/stream?n=100000000").readHead();
      Await.pause(Duration.ofMillis(400));
      assertThat(server.recorder().sent()).isLessThan(50_000_000);
    }
  }

  @EachEngine
  void letsTheClientDetectThatAStreamWasCutOff(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.get("/cut").readHead();
      assertThat(client.readChunkSize()).isEqualTo(10);
      assertThat(client.readBytes(12)).startsWith('h', 'a', 'l', 'f');
      client.expectEnd();
      assertThat(server.recorder().failures()).hasSize(1);
    }
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** Uploads that are refused after their head while the client is still sending (RFC 9112 9.6). */
class RefusalTest {
  private static final int UPLOAD_BYTES = 20_000_000;

  /** Sends a whole large upload before reading the answer. */
  private static void refuses(Variant engine, int status, String head) throws Exception {
    try (Server server = engine.server().maxBody(1L << 30).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.send(head);
      client.send(Pattern.bytes(UPLOAD_BYTES));
      Reply reply = client.read();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.closes()).isTrue();
      client.shutdownOutput().expectEnd();
      server.recorder().awaitNoConnection();
    }
  }

  private static String post(String target, String fields) {
    return "POST " + target + " HTTP/1.1\nHost: test\n" + fields + "\n\n";
  }

  /** Input that is still arriving must not reset a long last response either. */
  @EachEngine
  void aLongLastAnswerSurvivesWhatTheClientStillSends(Variant engine) throws Exception {
    try (Server server = engine.server().start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.send("GET /bytes?n=300000 HTTP/1.1\nHost: test\nConnection: close\n\n");
      Await.pause(Duration.ofMillis(50));
      client.send("\r\n");
      Await.pause(Duration.ofMillis(50));
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(300_000));
    }
  }

  @EachEngine
  void ofAnUnknownPath(Variant engine) throws Exception {
    refuses(engine, 404, post("/nothing", "Content-Length: " + UPLOAD_BYTES));
  }

  @EachEngine
  void ofTooMuchContent(Variant engine) throws Exception {
    refuses(engine, 413, post("/count", "Content-Length: 100000000000"));
  }

  @EachEngine
  void ofAnUnknownTransferCoding(Variant engine) throws Exception {
    refuses(engine, 501, post("/count", "Transfer-Encoding: gzip, chunked"));
  }

  @EachEngine
  void ofAnUnknownMethod(Variant engine) throws Exception {
    refuses(engine, 501, "BREW /pot HTTP/1.1\nHost: test\nContent-Length: 20000000\n\n");
  }

  @EachEngine
  void ofContentOfTwoLengths(Variant engine) throws Exception {
    refuses(engine, 400, post("/count", "Content-Length: 5\nTransfer-Encoding: chunked"));
  }

  @EachEngine
  void ofAHeadWithoutEnd(Variant engine) throws Exception {
    refuses(engine, 400, "GET /ping HTTP/1.1\nHost: test\nX: ");
  }

  @EachEngine
  void ofAFailingHandler(Variant engine) throws Exception {
    refuses(engine, 500, post("/fail?how=runtime", "Content-Length: " + UPLOAD_BYTES));
  }

  @EachEngine
  void ofMalformedChunks(Variant engine) throws Exception {
    refuses(engine, 400, post("/count", "Transfer-Encoding: chunked") + "5\nhello\nno size\n");
  }

  @EachEngine
  void ofChunksThatAreTooMuch(Variant engine) throws IOException {
    try (Server server = engine.server().maxBody(1_000).start();
        Client client = server.connect()) {
      client.postChunked("/count").sendChunk(Pattern.bytes(900)).sendChunk(Pattern.bytes(900));
      assertThat(client.read().status()).isEqualTo(413);
      client.shutdownOutput().expectEnd();
    }
  }
}

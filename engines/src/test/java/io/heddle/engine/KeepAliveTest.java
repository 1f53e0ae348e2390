package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** When a connection persists after a response, and when it ends (RFC 9112 section 9). */
class KeepAliveTest {
  @EachEngine
  void servesManyRequestsOnOneConnection(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (int i = 0; i < 200; i++) {
        Reply reply = client.get(i % 2 == 0 ? "/ping" : "/wait").read();
        assertThat(reply.text()).isEqualTo(i % 2 == 0 ? "pong" : "waited");
        assertThat(reply.field("Connection")).isEmpty();
      }
      assertThat(server.recorder().accepted()).isEqualTo(1);
    }
  }

  @EachEngine
  void closesWhenTheClientAsksForIt(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send("GET /ping HTTP/1.1\nHost: test\nConnection: close\n\n");
      Reply reply = client.read();
      assertThat(reply.text()).isEqualTo("pong");
      assertThat(reply.closes()).isTrue();
      client.expectEnd();
    }
  }

  @EachEngine
  void closesWhenTheHandlerAsksForIt(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      Reply reply = client.get("/last").read();
      assertThat(reply.text()).isEqualTo("bye");
      assertThat(reply.closes()).isTrue();
      client.expectEnd();
    }
  }

  @EachEngine
  void closesAfterAnHttp10Request(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      Reply reply = client.send("GET /wait HTTP/1.0\n\n").read();
      assertThat(reply.text()).isEqualTo("waited");
      assertThat(reply.closes()).isTrue();
      client.expectEnd();
    }
  }

  @EachEngine
  void keepsAnHttp10ConnectionOnRequest(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (int i = 0; i < 3; i++) {
        Reply reply = client.send("GET /ping HTTP/1.0\nConnection: keep-alive\n\n").read();
        assertThat(reply.field("Connection")).contains("keep-alive");
      }
    }
  }

  @EachEngine
  void delimitsAStreamToHttp10ByClosing(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send("GET /stream?n=100000 HTTP/1.0\nConnection: keep-alive\n\n");
      Reply reply = client.read();
      assertThat(reply.field("Transfer-Encoding")).isEmpty();
      assertThat(reply.body()).isEqualTo(Pattern.bytes(100_000));
      client.expectEnd();
    }
  }

  @EachEngine
  void sendsNothingToAClientThatSendsNothing(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.shutdownOutput().expectEnd();
    }
  }
}

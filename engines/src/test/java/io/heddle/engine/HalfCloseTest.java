package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Clients that close their output right after the request. */
class HalfCloseTest {
  @EachEngine
  void answersInFull(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      for (String path : new String[] {"/bytes", "/stream", "/sized", "/inline-stream", "/file"}) {
        try (Client client = server.connect()) {
          client.get(path + "?n=2000000").shutdownOutput();
          assertThat(client.read().body()).as(path).isEqualTo(Pattern.bytes(2_000_000));
          client.expectEnd();
        }
      }
    }
  }

  @EachEngine
  void waitsForSlowHandlers(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.get("/slow?ms=150").shutdownOutput();
      assertThat(client.read().text()).isEqualTo("slept");
      client.expectEnd();
    }
  }

  @EachEngine
  void answersAllThatWasPipelined(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (int i = 0; i < 50; i++) {
        client.get("/ping").get("/slow?ms=2").get("/bytes?n=6000");
      }
      client.shutdownOutput();
      for (int i = 0; i < 50; i++) {
        assertThat(client.read().text()).isEqualTo("pong");
        assertThat(client.read().text()).isEqualTo("slept");
        assertThat(client.read().body()).hasSize(6_000);
      }
      client.expectEnd();
    }
  }

  @EachEngine
  void takesTheWholeContentBeforeTheEnd(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.post("/count", 300_000).send(Pattern.bytes(300_000)).shutdownOutput();
      assertThat(client.read().text()).isEqualTo("300000 right");
      client.expectEnd();
    }
  }

  @EachEngine
  void refusesAHeadThatEndsEarly(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send("GET /ping HTTP/1.1\nHo").shutdownOutput();
      assertThat(client.read().status()).isEqualTo(400);
      client.expectEnd();
    }
  }

  @EachEngine
  void refusesContentThatEndsEarly(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      for (String target : new String[] {"/count", "/gather"}) {
        try (Client client = server.connect()) {
          client.post(target, 1_000).send(Pattern.bytes(10)).shutdownOutput();
          assertThat(client.read().status()).as(target).isEqualTo(400);
          client.expectEnd();
        }
      }
    }
  }
}

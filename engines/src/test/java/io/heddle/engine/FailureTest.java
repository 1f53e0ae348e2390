package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Handlers that fail. */
class FailureTest {
  private static final String[] FAILING = {"/fail", "/fail-inline"};

  @EachEngine
  void answers500AndGoesOn(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String path : FAILING) {
        for (String how : new String[] {"runtime", "error", "overflow", "io"}) {
          Reply reply = client.get(path + "?how=" + how).read();
          assertThat(reply.status()).as(how).isEqualTo(500);
          assertThat(reply.text()).doesNotContain("test's");
        }
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      assertThat(server.recorder().failures()).hasSize(8);
    }
  }

  @EachEngine
  void answersWithTheHandlersRefusal(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String path : FAILING) {
        Reply reply = client.get(path + "?how=client").read();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).contains("not for you");
      }
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void cutsOffAHandlerThatWasInterrupted(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      for (String path : FAILING) {
        try (Client client = server.connect()) {
          client.get(path + "?how=interrupted").expectCutOff();
        }
      }
      serves(server);
    }
  }

  @EachEngine
  void outlivesAHandlerThatLeavesItsThreadInterrupted(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String path : FAILING) {
        assertThat(client.get(path + "?how=leaves-interrupt").read().text()).isEqualTo("done");
        assertThat(client.get("/file?n=100000").read().body()).hasSize(100_000);
        assertThat(client.get("/slow?ms=5").read().text()).isEqualTo("slept");
      }
    }
  }

  @EachEngine
  void answersARequestThatTheSiteRefuses(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      Reply reply = client.get("/unroutable").read();
      assertThat(reply.status()).isEqualTo(403);
      client.expectEnd();
    }
  }

  @EachEngine
  void failsWithoutHarmToOthers(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      for (int i = 0; i < 20; i++) {
        try (Client one = server.connect();
            Client other = server.connect()) {
          other.get("/slow?ms=5");
          assertThat(one.get("/fail?how=error").read().status()).isEqualTo(500);
          assertThat(other.read().text()).isEqualTo("slept");
        }
      }
    }
  }

  private static void serves(Server server) throws IOException {
    for (int i = 0; i < 4; i++) {
      try (Client client = server.connect()) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        assertThat(client.get("/slow?ms=1").read().text()).isEqualTo("slept");
        assertThat(client.get("/file?n=100000").read().body()).hasSize(100_000);
      }
    }
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

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

  /** Each of these responses has an open file when it fails. */
  @EachEngine
  void leavesNoDescriptorBehind(Variant engine, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.bytes(1_000));
    Handler opens =
        _ -> {
          FileChannel channel = FileChannel.open(file);
          return Response.ok(MediaType.BINARY, new Body.Region(channel, 0, 1_000));
        };
    Filter fails =
        (request, next) -> {
          try (Body body = next.handle(request).body()) {
            throw new IllegalStateException("a fault on purpose, with " + body.length());
          }
        };
    Handler failsWhileItWrites =
        _ -> {
          FileChannel channel = FileChannel.open(file);
          return Response.ok(MediaType.BINARY, new Body.Stream(-1, new Failing(channel)));
        };
    // The file is shorter than the response.
    Handler failsToSend =
        _ -> {
          FileChannel channel = FileChannel.open(file);
          return Response.ok(MediaType.BINARY, new Body.Region(channel, 0, 2_000));
        };
    try (Server server =
        engine
            .server()
            .route("/filter", opens.with(fails))
            .route("/writer", failsWhileItWrites)
            .route("/short", failsToSend)
            .start()) {
      serves(server);
      int before = Descriptors.count();
      for (int i = 0; i < 50; i++) {
        try (Client client = server.connect()) {
          assertThat(client.get("/filter").read().status()).isEqualTo(500);
          assertThat(client.get("/writer").read().status()).isEqualTo(500);
          client.get("/short").expectCutOff();
        }
      }
      Descriptors.awaitAtMost(before);
      assertThat(server.recorder().failures()).hasSize(150);
    }
  }

  private record Failing(FileChannel file) implements Body.Writer {
    @Override
    public void writeTo(OutputStream out) {
      throw new IllegalStateException("a fault on purpose");
    }

    @Override
    public void close() throws IOException {
      file.close();
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

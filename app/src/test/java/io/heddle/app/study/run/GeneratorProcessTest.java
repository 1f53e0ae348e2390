package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The generator's process. */
final class GeneratorProcessTest {
  private static final long MAX_SECONDS = 240;
  private static final int CLIENTS = 20;

  /** A server that counts connections and requests. */
  private static final class Counting implements AutoCloseable {
    private final ServerSocket listener =
        new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress());
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    Counting() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          Socket client = listener.accept();
          open.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException _) {
        // the test has closed the listener
      }
    }

    private void serve(Socket client) {
      try (client) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            requests.incrementAndGet();
            byte[] answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream().write(answer);
          }
        }
      } catch (IOException _) {
        // the client is gone
      } finally {
        open.decrementAndGet();
      }
    }

    Map<String, Object> job() {
      return Map.of(
          "url",
          "http://127.0.0.1:" + listener.getLocalPort(),
          "mode",
          "closed",
          "connections",
          CLIENTS,
          "measureMillis",
          100,
          "requests",
          List.of(Map.of("target", "/")));
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  /** Counters that are read then have neither the connecting nor the closing in them. */
  @Test
  void betweenTheMomentsThereIsNothingButTheLoad() throws Exception {
    List<String> seen = new ArrayList<>();
    try (Counting server = new Counting();
        Children children = new Children();
        Generator generator = Generator.start(children, Placement.of(null, null))) {
      Moments moments =
          new Moments() {
            @Override
            public void connected(int clients) throws InterruptedException {
              await(server, clients);
              seen.add(server.open + " connections, " + server.requests + " requests");
            }

            @Override
            public void loaded() {
              seen.add(server.open + " connections");
            }
          };
      for (int time = 0; time < 2; time++) {
        int before = server.requests.get();
        LoadResult result = generator.run(server.job(), moments);
        assertThat(result.responses()).isPositive();
        assertThat(server.requests.get() - before).isGreaterThanOrEqualTo((int) result.responses());
        assertThat(seen)
            .containsExactly("20 connections, %d requests".formatted(before), "20 connections");
        seen.clear();
        await(server, 0);
      }
    }
  }

  private static void await(Counting server, int open) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (server.open.get() != open && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    assertThat(server.open).hasValue(open);
  }

  /** Such as a server that has ended: the next job finds the generator ready. */
  @Test
  void aMomentThatFailsEndsTheJobOnly() throws Exception {
    try (Counting server = new Counting();
        Children children = new Children();
        Generator generator = Generator.start(children, Placement.of(null, null))) {
      assertThatThrownBy(() -> generator.run(server.job(), failing(true)))
          .isInstanceOf(IOException.class)
          .hasMessage("the server has ended");
      assertThat(server.requests).hasValue(0);
      assertThat(generator.run(server.job(), Moments.NONE).responses()).isPositive();
      assertThatThrownBy(() -> generator.run(server.job(), failing(false)))
          .isInstanceOf(IOException.class)
          .hasMessage("the server has ended");
      assertThat(generator.run(server.job(), Moments.NONE).responses()).isPositive();
    }
  }

  private static Moments failing(boolean isBefore) {
    return new Moments() {
      @Override
      public void connected(int clients) throws IOException {
        if (isBefore) throw new IOException("the server has ended");
      }

      @Override
      public void loaded() throws IOException {
        throw new IOException("the server has ended");
      }
    };
  }

  @Test
  void aServerThatNobodyCanConnectToFails() throws Exception {
    Map<String, Object> job;
    try (Counting server = new Counting()) {
      job = server.job();
    }
    try (Children children = new Children();
        Generator generator = Generator.start(children, Placement.of(null, null))) {
      assertThatThrownBy(() -> generator.run(job, Moments.NONE))
          .isInstanceOfSatisfying(
              MeasurementException.class, e -> assertThat(e.side()).isEqualTo(Side.SERVER))
          .hasMessageContaining("cannot connect to");
    }
  }

  @Test
  void saysThatItHasEnded() throws Exception {
    try (Children children = new Children();
        Generator generator = Generator.start(children, Placement.of(null, null))) {
      ProcessHandle process = ProcessHandle.of(generator.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(MAX_SECONDS, TimeUnit.SECONDS);
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> generator.run(Map.of(), Moments.NONE))
            .isInstanceOf(IOException.class)
            .hasMessage("the load generator has ended");
      }
    }
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The route that does a known amount of work, and the page about the JVM. */
final class LabWorkTest {
  private static Reply get(int port, String target) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask("GET " + target).read();
    }
  }

  private static long millis(int port, String target) throws IOException {
    long start = System.nanoTime();
    assertThat(get(port, target).status()).isEqualTo(200);
    return (System.nanoTime() - start) / 1_000_000;
  }

  /**
   * Compiles before it runs: a compiler that is late makes the processor look slower than it is.
   */
  private static Program runCompiled(String... words) throws IOException {
    return new Program.Start().jvm("-Xbatch").run(words);
  }

  @EachEngine
  void workReadsWaitsComputesAndAnswers(Variant variant) throws IOException {
    try (Program program = runCompiled(variant.words("--lab"))) {
      int port = program.port();
      assertThat(millis(port, "/work?wait=80ms")).isGreaterThanOrEqualTo(80);
      double steps = Double.parseDouble(get(port, "/work/speed").text().strip());
      assertThat(steps).isPositive();
      assertThat(millis(port, "/work?cpu=100ms")).isGreaterThanOrEqualTo(90);
      long spins = Math.round(steps * 100_000);
      assertThat(millis(port, "/work?bytes=1&spin=" + spins)).isGreaterThanOrEqualTo(90);
      assertThat(get(port, "/work?bytes=70000").body()).hasSize(70_000);
      assertThat(get(port, "/work").body()).isEmpty();
      try (Client client = new Client(port)) {
        assertThat(client.post("/work?bytes=3", new byte[300_000]).read().body()).hasSize(3);
        assertThat(client.ask("GET /work?bytes=2").read().body()).hasSize(2);
      }
      for (String wrong :
          new String[] {
            "wait=5", "wait=61s", "cpu=-1us", "bytes=x", "bytes=99999999", "spin=1e9"
          }) {
        assertThat(get(port, "/work?" + wrong).status()).as(wrong).isEqualTo(400);
      }
    }
  }

  @EachEngine
  void workThatWaitsIsAnsweredByAnotherServer(Variant variant)
      throws IOException, InterruptedException {
    try (Program back = Program.run("--lab", "--port=0")) {
      int backPort = back.port();
      assertThat(get(backPort, "/wait?cpu=60s&bytes=2").body()).as("it only waits").hasSize(2);
      String backend = "--lab-backend=127.0.0.1:" + backPort;
      try (Program program = runCompiled(variant.words("--lab", backend, "--gzip"))) {
        int port = program.port();
        assertThat(millis(port, "/work?wait=80ms&cpu=0us")).isGreaterThanOrEqualTo(80);
        assertThat(millis(port, "/work?wait=80ms&cpu=100ms")).isGreaterThanOrEqualTo(170);
        try (Client client = new Client(port)) {
          byte[] content = new byte[300_000];
          assertThat(client.post("/work?wait=1ms&bytes=3", content).read().body()).hasSize(3);
          assertThat(client.post("/work?wait=1ms&cpu=1us", content).read().status()).isEqualTo(200);
          String gzip = "Accept-Encoding: gzip";
          Reply large = client.ask("GET /work?wait=1ms&bytes=70000", gzip).read();
          assertThat(large.body()).hasSize(70_000);
          assertThat(client.ask("GET /work?wait=1x").read().status()).isEqualTo(400);
          assertThat(client.ask("GET /work?wait=1ms&bytes=x").read().status()).isEqualTo(400);
        }
        back.signal("KILL").end();
        assertThat(get(port, "/work?wait=1ms").status()).isEqualTo(502);
        assertThat(get(port, "/work?bytes=2").body()).as("without a wait").hasSize(2);
      }
    }
  }

  private static JsonNode jvm(int port, String ask) throws IOException {
    try (Client client = new Client(port)) {
      return new JsonMapper().readTree(client.ask(ask, "Content-Length: 0").read().body());
    }
  }

  @EachEngine
  void theJvmCountsWhatIsAllocatedAndCollected(Variant variant) throws IOException {
    try (Program program = Program.run(variant.words("--lab", "--admin-port=0"))) {
      int port = program.port();
      int admin = program.adminPort();
      JsonNode before = jvm(admin, "GET /lab/jvm");
      assertThat(get(port, "/work?bytes=10000000").status()).isEqualTo(200);
      JsonNode after = jvm(admin, "POST /lab/gc");
      assertThat(after.path("allocatedBytes").asLong() - before.path("allocatedBytes").asLong())
          .isGreaterThan(10_000_000);
      assertThat(after.path("gcPauses").asLong()).isGreaterThan(before.path("gcPauses").asLong());
      assertThat(after.path("peakThreads").asInt()).isPositive();
      assertThat(after.path("heapUsedBytes").asLong()).isPositive();
    }
  }

  @EachEngine
  void onlyTheLabHasThePageOfTheJvm(Variant variant) throws IOException {
    try (Program program = Program.run(variant.words("--admin-port=0"))) {
      assertThat(program.port()).isPositive();
      assertThat(get(program.adminPort(), "/lab/jvm").status()).isEqualTo(404);
    }
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.NoSocketException;
import io.heddle.http.Response;
import io.heddle.proxy.Upstream;
import io.heddle.proxy.UpstreamLimits;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A proxy that cannot connect to the other server, because no file descriptors are left. */
class ProxyNoSocketTest {
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

  @EachEngine
  void theShortageIsA503(Variant engine) throws IOException {
    try (OtherServer other = OtherServer.answeringOnce(OK);
        JavaProcess process = process(engine, other);
        Client client = connect(process)) {
      assertThat(client.get("/proxy").read().status()).isEqualTo(200);
      assertThat(client.get("/exhaust").read().status()).isEqualTo(200);
      for (int i = 0; i < 2; i++) {
        Reply refused = client.get("/proxy").read();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("Retry-After")).contains("1");
      }
      assertThat(client.get("/free").read().status()).isEqualTo(200);
      assertThat(client.get("/proxy").read().status()).isEqualTo(200);
    }
  }

  @EachEngine
  void theLogSaysSoOnce(Variant engine) throws IOException {
    try (OtherServer other = OtherServer.answeringOnce(OK);
        JavaProcess process = process(engine, other);
        Client client = connect(process)) {
      assertThat(client.get("/warnings").read().text()).isEmpty();
      assertThat(client.get("/exhaust").read().status()).isEqualTo(200);
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/proxy").read().status()).isEqualTo(503);
      }
      assertThat(client.get("/warnings").read().text())
          .startsWith("cannot open connections to other servers: ")
          .doesNotContain("\n");
    }
  }

  private static JavaProcess process(Variant engine, OtherServer other) throws IOException {
    return new JavaProcess(
        "-n 100",
        List.of("-XX:-MaxFDLimit"),
        Main.class,
        engine.name(),
        Integer.toString(other.port()),
        Integer.toString(OtherServer.closedPort()));
  }

  private static Client connect(JavaProcess process) throws IOException {
    int port = Integer.parseInt(process.readLine());
    return new Client(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .patience(Duration.ofSeconds(10));
  }

  /** The program of the process: it prints its port. */
  static final class Main {
    private static final Queue<FileInputStream> HELD = new ConcurrentLinkedQueue<>();
    private static final Queue<String> WARNINGS = new ConcurrentLinkedQueue<>();

    /** Otherwise it would forget its handler. */
    private static final Logger LOGGER = Logger.getLogger(OutboundSocket.class.getName());

    /** Keeps warnings. */
    private static final class Log extends Handler {
      @Override
      public void publish(LogRecord message) {
        WARNINGS.add(message.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    }

    /** No connection is kept, whose descriptor might be the one that is left. */
    private static final UpstreamLimits LIMITS =
        UpstreamLimits.STANDARD.withIdle(Duration.ofSeconds(1), 0);

    private Main() {}

    public static void main(String[] args) throws Exception {
      Server server =
          Variant.valueOf(args[0])
              .server()
              .loops(1)
              .route("/proxy", OtherServer.proxy(LIMITS, address(args[1])))
              .route("/warnings", _ -> Response.text(String.join("\n", WARNINGS)))
              .route("/unreachable", OtherServer.proxy(LIMITS, address(args[2])))
              .route("/exhaust", _ -> Response.text(exhaust()))
              .route("/free", _ -> Response.text(free()))
              .start();
      // without a descriptor, no class can be loaded
      Class.forName(NoSocketException.class.getName());
      LOGGER.addHandler(new Log());
      LOGGER.warning("the first message loads classes");
      try (Client warm = server.connect()) {
        for (String path : List.of("/free", "/exhaust", "/free", "/proxy", "/unreachable")) {
          warm.get(path).read();
        }
      }
      // the descriptor of a connection that still closes would be one too many
      server.recorder().awaitNoConnection();
      WARNINGS.clear();
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // the test sends nothing
      }
      System.exit(0);
    }

    private static Upstream.Address address(String port) {
      return OtherServer.address(Integer.parseInt(port));
    }

    /** Opens files until no descriptor is left. */
    private static String exhaust() {
      try {
        while (true) {
          HELD.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException e) {
        return "exhausted";
      }
    }

    private static String free() throws IOException {
      List<FileInputStream> all = new ArrayList<>(HELD);
      HELD.clear();
      for (FileInputStream file : all) {
        file.close();
      }
      return "free";
    }
  }
}

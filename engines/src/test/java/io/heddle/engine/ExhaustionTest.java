package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that runs out of file descriptors, in a separate process. */
class ExhaustionTest {
  /** The JVM itself takes several dozen of them. */
  private static final int DESCRIPTORS = 100;

  private static final Duration OBSERVED = Duration.ofSeconds(2);

  @EachEngine
  void waitsForDescriptorsWithoutSpinning(Variant engine) throws Exception {
    try (Child child = new Child(engine)) {
      List<Client> clients = new ArrayList<>();
      // the kernel accepts them all; the process cannot
      for (int i = 0; i < DESCRIPTORS + 20; i++) {
        clients.add(child.connect());
      }
      assertThat(clients.getFirst().get("/ping").read().text()).isEqualTo("pong");
      Await.pause(Duration.ofMillis(300));
      Duration before = child.cpuTime();
      Await.pause(OBSERVED);
      Duration spent = child.cpuTime().minus(before);
      assertThat(spent).as("processor time while full").isLessThan(OBSERVED.dividedBy(3));

      clients.getLast().get("/ping").expectSilence(Duration.ofMillis(50));
      for (Client client : clients.subList(0, clients.size() - 1)) {
        client.close();
      }
      assertThat(clients.getLast().read().text()).isEqualTo("pong");
      clients.getLast().close();
    }
  }

  /** The separate process. */
  private static final class Child implements AutoCloseable {
    private final JavaProcess process;
    private final InetSocketAddress address;

    Child(Variant engine) throws IOException {
      process =
          new JavaProcess(
              "-n " + DESCRIPTORS, List.of("-XX:-MaxFDLimit"), Main.class, engine.name());
      int port = Integer.parseInt(process.readLine());
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Client connect() throws IOException {
      return new Client(address);
    }

    Duration cpuTime() {
      return process.cpuTime();
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** The program of the process: it prints its port, and exits when its standard input ends. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      Server server = Variant.valueOf(args[0]).server().start();
      try (Client warm = server.connect()) {
        warm.get("/ping").read();
      }
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // the test sends nothing
      }
      System.exit(0);
    }
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import io.heddle.app.config.ConfigFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A server in this process, and a client of it. Closing it checks that it finishes all requests.
 */
final class LocalServer implements AutoCloseable {
  private final Server server;
  private final Client client;
  private final List<Client> clients = new ArrayList<>();

  private LocalServer(Server server) throws IOException {
    this.server = server;
    this.client = connect();
  }

  /** Starts a server without admin pages. */
  static LocalServer serve(Variant variant, String... options) throws Exception {
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(List.of(variant.words(options)), Map.of("APP_ADMIN_PORT", "off"));
    return new LocalServer(Server.start(invocation.options(), new FatalExit()));
  }

  /** Starts a server with a configuration file, without admin pages. */
  static LocalServer configured(Variant variant, Path file) throws Exception {
    return new LocalServer(Server.start(configuration(variant, file), new FatalExit()));
  }

  /** The configuration in a file, without admin pages. */
  static Configuration configuration(Variant variant, Path file) {
    ConfigFile config = ConfigFile.read(file);
    assertThat(config.mistakes()).isEmpty();
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(
                "app",
                List.of(variant.words("--config=" + file)),
                Map.of("APP_ADMIN_PORT", "off"),
                config.options(),
                config.usesAddressOfOptions());
    return new Configuration(invocation.options(), config.servers()).with(config.sessions());
  }

  /** Puts another configuration in place. */
  void apply(Variant variant, Path file) throws StartupException {
    server.apply(configuration(variant, file));
  }

  /** Bytes without a pattern, always the same for a count. */
  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  int port() {
    return server.address().getPort();
  }

  /** The first client. */
  Client client() {
    return client;
  }

  /** Another client. */
  Client connect() throws IOException {
    return connect(server.address().getPort());
  }

  /** Another client, on one of the ports. */
  Client connect(int port) throws IOException {
    Client connected = new Client(port);
    clients.add(connected);
    return connected;
  }

  /** All ports, in the order of the configuration. */
  List<Integer> ports() {
    return server.addresses().stream().map(InetSocketAddress::getPort).toList();
  }

  /** The port for HTTPS. */
  int tlsPort() {
    return server.tlsAddress().orElseThrow().getPort();
  }

  /** Asks with the first client. */
  Reply get(String target, String... fields) throws IOException {
    return client.ask("GET " + target, fields).read();
  }

  @Override
  public void close() throws IOException {
    for (Client connected : clients) {
      connected.close();
    }
    assertThat(server.stop()).as("all requests were finished").isTrue();
  }
}

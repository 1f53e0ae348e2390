package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.io.IOException;
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
    Client connected = new Client(server.address().getPort());
    clients.add(connected);
    return connected;
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

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.metrics.Totals;
import io.heddle.app.session.ServerSessions;
import io.heddle.app.session.SessionConfig;
import io.heddle.app.tls.CertificateCommand;
import io.heddle.engine.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the addresses of a server have in common. */
final class ListeningTest {
  @TempDir private static Path folder;

  private static Configuration configuration(String listen) throws IOException {
    String text =
        "servers { one { listen = %s, respond = one, tls { certificate = cert.pem, key = key.pem } } }"
            .formatted(listen);
    return LocalServer.configuration(
        Variant.EPOLL, Files.writeString(folder.resolve("tls.conf"), text));
  }

  private static List<Tls> encrypted(Serving serving) {
    return serving.listening().listeners().stream()
        .map(listener -> (Tls) listener.layer().top())
        .toList();
  }

  /** One limit for each address would be no limit for the server. */
  @Test
  void allAddressesShareTheMemoryForRecords() throws Exception {
    assertThat(CertificateCommand.run("app", List.of("--out=" + folder))).isZero();
    InstantSource clock = InstantSource.system();
    try (ServerSessions sessions = ServerSessions.open(SessionConfig.STANDARD)) {
      ServedSite.Surroundings around =
          new ServedSite.Surroundings(new Totals("epoll", clock), sessions, clock, () -> 0);
      Serving first =
          Serving.of(configuration("[\"127.0.0.1:8443 tls\", \"[::1]:8443 tls\"]"), around);
      Serving next = first.next(configuration("\"127.0.0.1:9443 tls\""), around);
      // as the files are the same, even TLS itself is
      assertThat(encrypted(first)).hasSize(2).containsOnly(encrypted(next).getFirst());
    }
  }
}

package io.heddle.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers without {@code listen}, at the address of the options, next to others. */
class AddressOfOptionsTest {
  @TempDir private Path folder;

  private List<String> mistakes(String servers, String host, boolean isProxied) throws IOException {
    Path file = Files.writeString(folder.resolve("heddle.conf"), "servers {\n" + servers + "\n}");
    return ConfigFile.read(file)
        .mistakes(ListenAddress.ofOptions(InetAddress.getByName(host), 80, isProxied))
        .stream()
        .map(mistake -> mistake.toString().replace(folder + "/", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a { respond = a }, b { respond = b, listen = "127.0.0.1:80" } | servers.b: the server a on the same address has no hosts either
          a { respond = a, listen = "127.0.0.1:80" }, b { respond = b } | servers.b: the server a on the same address has no hosts either
          a { respond = a, hosts = x.org }, b { respond = b, hosts = x.org, listen = "127.0.0.1:80" } | "x.org" is already the name of another server
          a { respond = a, hosts = a.org, default = true }, b { respond = b, default = true, listen = "127.0.0.1:80" } | the server a is the default of this address
          a { respond = a }, b { respond = b, listen = "80 proxy-protocol" } | the server a has this port without proxy-protocol, or with it
          a { respond = a, listen = "80 proxy-protocol" }, b { respond = b } | servers.b: it has no listen, and so the address 127.0.0.1:80; the server a has this port without proxy-protocol
          """)
  void serversMustBeDistinct(String servers, String mistake) throws Exception {
    assertThat(mistakes(servers, "127.0.0.1", false))
        .singleElement()
        .asString()
        .startsWith("heddle.conf:2: ")
        .contains(mistake);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a { respond = a }, b { respond = b, listen = 80 }",
        "a { respond = a }, b { respond = b, listen = \"127.0.0.2:80\" }",
        "a { respond = a }, b { respond = b, listen = \"127.0.0.1:81\" }",
        "a { respond = a, hosts = a.org }, b { respond = b, listen = \"127.0.0.1:80\" }",
      })
  void otherAddressesAndHostsAreDistinct(String servers) throws Exception {
    assertThat(mistakes(servers, "127.0.0.1", false)).isEmpty();
  }

  @Test
  void thePortOfAllAddressesIsPartOfThem() throws Exception {
    assertThat(mistakes("a { respond = a }, b { respond = b, listen = 80 }", "127.0.0.1", true))
        .singleElement()
        .asString()
        .contains("servers.b.listen = 80: the server a has this port without proxy-protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void allAddressesAreTheSameHoweverTheyAreWritten(String host) throws Exception {
    assertThat(mistakes("a { respond = a }, b { respond = b, listen = 80 }", host, false))
        .singleElement()
        .asString()
        .contains("the server a on the same address");
  }
}

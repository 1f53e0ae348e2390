package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListeningUrlTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "::, [::]",
    "::1, [::1]",
    "0:0:0:0:0:0:0:0, [::]",
    "1::, [1::]",
    "2001:db8::8:800:200c:417a, [2001:db8::8:800:200c:417a]",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
    "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]",
    "10:0:0:10:a0:b:c:d, [10::10:a0:b:c:d]",
    "fe80::1%7, [fe80::1%257]"
  })
  void writesAddressesInTheirShortForm(String address, String host) {
    String url = ListeningUrl.of("http", InetAddress.ofLiteral(address), 8080);
    assertThat(url).isEqualTo("http://" + host + ":8080/");
    assertThat(URI.create(url).getPort()).isEqualTo(8080);
  }
}

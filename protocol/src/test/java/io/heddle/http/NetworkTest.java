package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and networks as text, and what belongs to a network. */
class NetworkTest {
  private static boolean contains(String network, String address) {
    return Network.parse(network).contains(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,       10.255.0.1,        true",
    "10.0.0.0/8,       11.0.0.0,          false",
    "192.0.2.128/25,   192.0.2.128,       true",
    "192.0.2.128/25,   192.0.2.127,       false",
    "192.0.2.128/25,   192.0.3.128,       false",
    "128.0.0.0/1,      255.255.255.255,   true",
    "128.0.0.0/1,      127.255.255.255,   false",
    "0.0.0.0/0,        203.0.113.9,       true",
    "0.0.0.0/0,        ::1,               false",
    "::/0,             203.0.113.9,       false",
    "192.0.2.1,        192.0.2.1,         true",
    "192.0.2.1,        192.0.2.0,         false",
    "::1,              ::1,               true",
    "2001:db8::/33,    2001:db8:7fff::1,  true",
    "2001:db8::/33,    2001:db8:8000::,   false",
    "::ffff:10.0.0.0/8, 10.1.2.3,         true"
  })
  void anAddressIsInANetworkIfItBeginsWithTheSameBits(
      String network, String address, boolean isIn) {
    assertThat(contains(network, address)).isEqualTo(isIn);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33,   from 0 to 32",
    "10.0.0.0/08,   from 0 to 32",
    "10.0.0.0/,     from 0 to 32",
    "10.0.0.0/-1,   from 0 to 32",
    "::/129,        from 0 to 128",
    "10.0.0.1/8,    bits after the first 8",
    "2001:db8::1/64, bits after the first 64",
    "proxy.test,    write an address or a network",
    "/8,            write an address or a network",
    "10.0.0/8,      write an address or a network"
  })
  void aMistakeIsNamed(String network, String reason) {
    assertThatThrownBy(() -> Network.parse(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", ".1.2.3", "1..2.3",
        "1.2.3.4 ", "0x1.2.3.4", "localhost", "[::1]", "::1%lo", "1::2::3", ":", "12345::", "::1/64"
      })
  void whatNotEveryoneReadsInTheSameWayIsNoAddress(String text) {
    assertThat(AddressText.parse(text)).isEmpty();
  }

  @Test
  void anAddressIsReadWithoutALookup() {
    assertThat(AddressText.parse("192.0.2.7")).contains(InetAddress.ofLiteral("192.0.2.7"));
    assertThat(AddressText.parse("0.0.0.0")).contains(InetAddress.ofLiteral("0.0.0.0"));
    assertThat(AddressText.parse("2001:DB8::a")).contains(InetAddress.ofLiteral("2001:db8::a"));
    assertThat(AddressText.parse("::ffff:192.0.2.7")).contains(InetAddress.ofLiteral("192.0.2.7"));
  }

  @Test
  void networksContainWhatOneOfThemContains() {
    Networks networks = new Networks(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")));
    assertThat(networks.contains(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(networks.contains(InetAddress.ofLiteral("10.1.1.1"))).isTrue();
    assertThat(networks.contains(InetAddress.ofLiteral("::2"))).isFalse();
    assertThat(Networks.NONE.contains(InetAddress.ofLiteral("::1"))).isFalse();
  }

  @Test
  void equalNetworksAreEqual() {
    assertThat(Network.parse("10.0.0.0/8"))
        .isEqualTo(Network.parse("10.0.0.0/8"))
        .hasSameHashCodeAs(Network.parse("10.0.0.0/8"))
        .isNotEqualTo(Network.parse("10.0.0.0/9"))
        .hasToString("10.0.0.0/8");
  }
}

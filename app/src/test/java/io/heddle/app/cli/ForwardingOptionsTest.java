package io.heddle.app.cli;

import static io.heddle.app.cli.Words.options;
import static io.heddle.app.cli.Words.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Network;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options for proxies, and for the connections of a client. */
final class ForwardingOptionsTest {
  @Test
  void networksAreAList() {
    Options options =
        options("--trusted-proxies=10.0.0.0/8,::1", "--forwarded-field=Forwarded", "--request-id");
    assertThat(options.forwarding().trusted().all())
        .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("::1"));
    assertThat(options.forwarding().form()).isEqualTo(ForwardingOptions.Form.forwarded);
    assertThat(options.forwarding().requestId()).isTrue();
    assertThat(options.effective())
        .containsEntry("trusted-proxies", "10.0.0.0/8, 0:0:0:0:0:0:0:1/128")
        .containsEntry("forwarded-field", "forwarded");
  }

  @Test
  void byDefaultNobodyIsTrustedAndNoClientIsLimited() {
    Options options = options();
    assertThat(options.forwarding().trusted().isEmpty()).isTrue();
    assertThat(options.forwarding().proxyProtocol()).isFalse();
    assertThat(options.forwarding().requestId()).isFalse();
    assertThat(options.listen().maxConnectionsPerClient()).isEmpty();
    assertThat(options.effective())
        .doesNotContainKeys("trusted-proxies", "forwarded-field", "max-connections-per-client");
    assertThat(options("--max-connections-per-client=7").listen().maxConnectionsPerClient())
        .hasValue(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--trusted-proxies=10.0.0.1/8     | bits after the first 8",
        "--trusted-proxies=proxy.test     | write an address or a network",
        "--proxy-protocol                 | no proxy is trusted: add --trusted-proxies",
        "--forwarded-field=forwarded      | no proxy is trusted: add --trusted-proxies",
        "--forwarded-field=via            | write x-forwarded-for or forwarded",
        "--max-connections-per-client=0   | write a whole number from 1",
      })
  void aWrongValueIsNamedWithTheRemedy(String word, String remedy) {
    assertThat(reason(Map.of(), word))
        .startsWith("invalid " + word.replaceFirst("=.*", ""))
        .contains(remedy);
  }
}

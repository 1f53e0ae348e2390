package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Status;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the connection of a head; the samples cover everything else. */
class RequestParserTest {
  private static ParsedHead parse(String target, String scheme) {
    InetSocketAddress address = InetSocketAddress.createUnresolved("test", 1);
    ConnectionInfo connection =
        new ConnectionInfo(1, address, address, scheme, Optional.empty(), Optional.empty());
    byte[] head =
        ("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    Inbox inbox = new Inbox(new Budget(1 << 20), 1024);
    inbox.space().put(head);
    inbox.filled(head.length);
    return Objects.requireNonNull(new RequestParser().parse(inbox, connection, Limits.STANDARD));
  }

  @ParameterizedTest
  @CsvSource({"http://other/p, http", "https://other/p, https", "HTTPS://other/p, https"})
  void theSchemeOfAnAbsoluteTargetIsKnown(String target, String scheme) {
    assertThat(parse(target, "http").authority()).isEqualTo("other");
    assertThat(parse(target, "https").targetScheme()).contains(scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "httpss://other/p, https",
    "https:/other/p, https",
    "ftp://other/p, https",
  })
  void refusesAnAbsoluteTargetWithAnotherScheme(String target, String scheme) {
    assertThatThrownBy(() -> parse(target, scheme))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status()).isEqualTo(Status.BAD_REQUEST);
              assertThat(e.reason())
                  .isEqualTo("request target is neither a path nor an http(s) URI");
            });
  }
}

package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts a certificate is for. */
class TlsInfoTest {
  private static final TlsInfo INFO =
      new TlsInfo(
          "TLSv1.3",
          "TLS_AES_128_GCM_SHA256",
          List.of("first.test", "*.wild.test"),
          Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "first.test, true",
    "First.TEST, true",
    "a.first.test, false",
    "other.test, false",
    "a.wild.test, true",
    "A.Wild.Test, true",
    "a.b.wild.test, false",
    "wild.test, false",
    ".wild.test, false",
    "'', false"
  })
  void aWildcardIsForOneLabel(String host, boolean covered) {
    assertThat(INFO.covers(host)).isEqualTo(covered);
  }
}

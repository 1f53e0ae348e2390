package io.heddle.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a URL is taken apart. */
final class ServerUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://h, h, 80, h, /",
    "HTTP://h:80/, h, 80, h, /",
    "h:8080/a, h, 8080, h:8080, /a",
    "127.0.0.1, 127.0.0.1, 80, 127.0.0.1, /",
    "http://h:/a?b=c#d, h, 80, h, /a?b=c",
    "http://h?b@c, h, 80, h, /?b@c",
    "https://h/%20, h, 443, h, /%20",
    "https://h:80, h, 80, h:80, /",
    "http://[::1]:81/, ::1, 81, [::1]:81, /",
    "[::1], ::1, 80, [::1], /",
    "http://[fe80::1%25lo]/, fe80::1%lo, 80, [fe80::1], /",
    "http://u:p@h/@, h, 80, h, /@",
  })
  void aUrlHasParts(String text, String host, int port, String authority, String target)
      throws Exception {
    ServerUrl url = ServerUrl.of(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.authority()).isEqualTo(authority);
    assertThat(url.target()).isEqualTo(target);
    assertThat(url.isTls()).isEqualTo(text.startsWith("https:"));
  }

  /** Only the name is encoded: the rest is sent as it is written. */
  @ParameterizedTest
  @CsvSource({
    "http://h, f.txt, /f.txt",
    "http://h/a/, report?v2.txt, /a/report%3Fv2.txt",
    "http://h/a%20b/, 100%41.txt, /a%20b/100%2541.txt",
    "http://h/, a b#c&d+e, /a%20b%23c%26d%2Be",
    "http://h/, \u00fc.txt, /%C3%BC.txt",
    "http://h/a, f, /a",
    "http://h/a?x=/, f, /a?x=/",
    "http://h/a/?x=/, f, /a/?x=/",
  })
  void aFolderGetsTheNameOfAFile(String url, String name, String target) throws Exception {
    assertThat(ServerUrl.of(url).withFile(name).target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h, ",
    "http://u:p@h/, Basic dTpw",
    "http://u%40:a+b@h/, Basic dUA6YSti",
  })
  void aUserIsBasicAuthorization(String text, String value) throws Exception {
    assertThat(ServerUrl.of(text).authorization().orElse(null)).isEqualTo(value);
    assertThat(ServerUrl.of(text)).asString().doesNotContain("@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://",
        "http:///a",
        "http://h:x",
        "http://h:0",
        "http://h:65536",
        "http://h:123456",
        "http://[::1",
        "http://::1/",
        "http://a b:c:d/"
      })
  void whatIsNoUrlIsRefused(String text) {
    assertThatThrownBy(() -> ServerUrl.of(text))
        .isInstanceOf(TransferException.class)
        .hasMessageStartingWith("invalid URL " + text + ": write ")
        .extracting(e -> ((TransferException) e).status())
        .isEqualTo(ExitStatus.WRONG_URL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:secret@h:x/", "http://me:secret%zz@h/"})
  void aMessageHasNoPassword(String text) {
    assertThatThrownBy(() -> ServerUrl.of(text))
        .hasMessageStartingWith("invalid URL http://h")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a, http://H:80/b, true",
    "http://h/, https://h:80/, false",
    "http://h/, http://h:81/, false",
    "http://h/, http://i/, false",
  })
  void someUrlsShareAServer(String one, String other, boolean isSame) throws Exception {
    assertThat(ServerUrl.of(one).isSameServer(ServerUrl.of(other))).isEqualTo(isSame);
  }
}

package io.heddle.app.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The exit statuses of the command, which are those of curl. */
enum ExitStatus {
  OK(0, "all requests were answered"),
  UNKNOWN_SCHEME(1, "the scheme of a URL is neither http nor https"),
  WRONG_OPTIONS(2, "wrong options"),
  WRONG_URL(3, "a URL is malformed"),
  UNKNOWN_HOST(6, "the host is unknown"),
  NOT_CONNECTED(7, "no connection"),
  NOT_HTTP(8, "the response breaks HTTP"),
  CUT_OFF(18, "the response was cut off"),
  REFUSED(22, "--fail, and a status of 400 or above"),
  NOT_WRITTEN(23, "the response cannot be written"),
  NOT_READ(26, "the data cannot be read"),
  TIMEOUT(28, "a time limit was reached"),
  NO_TLS(35, "the TLS handshake failed"),
  UNANSWERED(52, "the server closed the connection without a response"),
  NOT_SENT(55, "sending failed"),
  NOT_RECEIVED(56, "receiving failed"),
  NOT_TRUSTED(60, "the server's certificate is not trusted"),
  NO_AUTHORITIES(77, "the file of --cacert cannot be used");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** All of them, for the help. */
  static String list() {
    return Arrays.stream(values())
        .map(status -> status.code + " " + status.meaning)
        .collect(Collectors.joining("; "));
  }
}

package io.heddle.app.study.load;

import java.util.Locale;

/** Why a request has no response. */
enum Failure {
  /** No connection could be opened for it. */
  CONNECT,
  /** The server reset the connection. */
  RESET,
  /** The response was not complete in time, or the request could not even be sent. */
  TIMEOUT,
  /** The response is not valid HTTP/1. */
  MALFORMED,
  /** The server closed the connection before the response was complete. */
  UNANSWERED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

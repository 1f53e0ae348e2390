package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the handlers of a study wait. */
public enum Waiting {
  SLEEP(
      "sleep",
      "the handler sleeps",
      "A handler that waits sleeps. No other system takes part in the wait."),
  PROXY(
      "proxy",
      "through the reverse proxy, for another process",
      "A request that waits goes through the server's reverse proxy to another process, which"
          + " answers after the wait. This process runs on the generator's processors, and its CPU"
          + " time does not count as the server's.");

  private final String key;
  private final String title;
  private final String method;

  Waiting(String key, String title, String method) {
    this.key = key;
    this.title = title;
    this.method = method;
  }

  /** The name in files and options. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The name for readers. */
  public String title() {
    return title;
  }

  /** What it means, in sentences. */
  public String method() {
    return method;
  }
}

package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the handler of {@code /work} waits. */
public enum Waiting {
  SLEEP("sleep", "the handler sleeps"),
  PROXY("proxy", "through the reverse proxy, for another process");

  private final String key;
  private final String title;

  Waiting(String key, String title) {
    this.key = key;
    this.title = title;
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
}

package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which side of a load is the reason why its figures do not count. */
public enum Side {
  /** The figures may show the generator, or what else measures, and not the server. */
  GENERATOR("generator"),
  /** The server did not take the load, or was too slow for figures that mean something. */
  SERVER("server");

  private final String key;

  Side(String key) {
    this.key = key;
  }

  /** The name in files. */
  @JsonValue
  public String key() {
    return key;
  }
}

package io.heddle.gatling;

/** A system property whose value will not do; the message names both, and what would be right. */
final class WrongParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongParameter(String name, String value, String remedy) {
    super("-D%s=%s: %s".formatted(name, value, remedy));
  }
}

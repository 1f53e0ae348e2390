package io.heddle.gatling;

/** A system property has a wrong value; the message has both, and says what is right. */
final class WrongParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongParameter(String name, String value, String remedy) {
    super("-D%s=%s: %s".formatted(name, value, remedy));
  }
}

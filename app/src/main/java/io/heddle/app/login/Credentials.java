package io.heddle.app.login;

/** A name and a password that a client has sent. */
record Credentials(String user, String password) {
  /** Nothing of the password, so that no log can contain it. */
  @Override
  public String toString() {
    return "credentials";
  }
}

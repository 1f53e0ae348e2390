package io.heddle.session;

/** Which requests a browser sends a cookie with, if a page of another site causes them. */
public enum SameSite {
  /** None. */
  STRICT("Strict"),
  /** Only those that open a page: a GET by a link, but no form and no script. */
  LAX("Lax"),
  /** All. Browsers accept this over TLS only. */
  NONE("None");

  private final String text;

  SameSite(String text) {
    this.text = text;
  }

  /** The value of the attribute. */
  String text() {
    return text;
  }
}

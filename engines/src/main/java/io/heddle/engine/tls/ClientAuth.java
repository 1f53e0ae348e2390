package io.heddle.engine.tls;

/** Whether clients show a certificate of their own. */
public enum ClientAuth {
  /** They are not asked. */
  NONE,
  /** They are asked; one that is shown must be valid. */
  OPTIONAL,
  /** A client without a valid one gets no connection. */
  REQUIRED
}

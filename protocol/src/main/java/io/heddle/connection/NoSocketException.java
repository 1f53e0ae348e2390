package io.heddle.connection;

import java.io.IOException;

/**
 * No connection to another server can be opened, because this server is short of descriptors or
 * ports. The other one is not to blame.
 */
public final class NoSocketException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A failure with this cause, whose message it has. */
  public NoSocketException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}

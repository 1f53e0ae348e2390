package io.heddle.codec;

/**
 * The content of a response cannot be sent through a fault of the server's, such as a file that has
 * become shorter meanwhile. The client must be cut off, so that it can tell.
 */
public final class ContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContentException(String message) {
    super(message);
  }

  ContentException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.heddle.codec;

/**
 * A response's content cannot be sent because of a fault in the server, such as a file that was
 * truncated. The client must be cut off so that it notices.
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

package io.heddle.http;

/**
 * A handler that can tell from the head of a request whether it blocks less than {@link
 * #blocking()} says.
 */
public interface PreparingHandler extends Handler {
  /**
   * The handler for this request: this one, or another that blocks less, for example because it has
   * the response at hand. Called once per request, on a thread that must not block. A handler that
   * is returned may never be called, so it owns nothing.
   */
  Handler prepare(RequestHead head);
}

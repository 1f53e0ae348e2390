package io.heddle.http;

/**
 * A filter that can tell from the head of a request whether it blocks less than {@link #blocking()}
 * says.
 */
public interface SelectiveFilter extends Filter {
  /**
   * How long the filter itself may block for this request. Called once per request, in place of
   * {@link #blocking()}.
   */
  Blocking blocking(RequestHead head);
}

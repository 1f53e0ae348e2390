package io.heddle.http;

/** A filter that blocks for some requests only, which it can tell from their heads. */
public interface SelectiveFilter extends Filter {
  /**
   * How long the filter itself may block for this request. Called once per request, in place of
   * {@link #blocking()}.
   */
  Blocking blocking(RequestHead head);
}

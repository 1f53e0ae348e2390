package io.heddle.http;

/** Decides where a request goes from its head alone, before any of its body is read. */
@FunctionalInterface
public interface Site {
  /**
   * The route of a request; there is always one, even if it only answers 404. This never waits.
   *
   * @throws HttpException when the head is at fault
   */
  Route route(RequestHead head);

  /** This site with every handler inside a filter, wrapped for each request. */
  default Site with(Filter filter) {
    return head -> route(head).with(filter);
  }
}

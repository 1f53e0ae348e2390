package io.heddle.http;

/** A function from request heads to routes. It decides before any of the body is read. */
@FunctionalInterface
public interface Site {
  /**
   * Returns the route of a request, if only one that answers 404. It never blocks.
   *
   * @throws HttpException when the head is at fault
   */
  Route route(RequestHead head);

  /** This site with every handler wrapped in a filter; the wrapping happens for each request. */
  default Site with(Filter filter) {
    return head -> route(head).with(filter);
  }
}

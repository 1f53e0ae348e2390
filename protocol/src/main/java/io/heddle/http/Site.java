package io.heddle.http;

/** Decides where a request goes from its head alone, before any of its body is taken. */
@FunctionalInterface
public interface Site {
  /**
   * The route of a request; there is always one, if only to say 404. It never waits.
   *
   * @throws HttpException when the head is at fault
   */
  Route route(RequestHead head);
}

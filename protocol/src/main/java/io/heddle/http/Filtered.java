package io.heddle.http;

import java.io.IOException;

/**
 * A handler within a filter. What is the same for all requests is found out once.
 *
 * @param blocking of both together
 */
record Filtered(Filter filter, Handler wrapped, Blocking blocking) implements Handler {
  static Handler of(Filter filter, Handler wrapped) {
    Filtered filtered = of(filter, wrapped, filter.blocking());
    return wrapped instanceof PreparingHandler || filter instanceof SelectiveFilter
        ? new Preparing(filtered, filter.blocking())
        : filtered;
  }

  private static Filtered of(Filter filter, Handler wrapped, Blocking ofFilter) {
    return new Filtered(filter, wrapped, wrapped.blocking().or(ofFilter));
  }

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    return filter.filter(request, wrapped);
  }

  /**
   * One that differs between requests.
   *
   * @param usual how long it blocks in general
   * @param ofFilter how long its filter does
   */
  private record Preparing(Filtered usual, Blocking ofFilter) implements PreparingHandler {
    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
      return usual.handle(request);
    }

    @Override
    public Blocking blocking() {
      return usual.blocking;
    }

    @Override
    public Handler prepare(RequestHead head) {
      Handler wrapped = usual.wrapped;
      Handler prepared =
          wrapped instanceof PreparingHandler preparing ? preparing.prepare(head) : wrapped;
      Blocking own =
          usual.filter instanceof SelectiveFilter selective ? selective.blocking(head) : ofFilter;
      return prepared.equals(wrapped) && own == ofFilter ? this : of(usual.filter, prepared, own);
    }
  }
}

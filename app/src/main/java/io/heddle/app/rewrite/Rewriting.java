package io.heddle.app.rewrite;

import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A site that sees requests with the paths that rules give them. Each rule is applied at most once,
 * in their order, to the result of those before it; so there are no loops. The target of a request
 * stays as received, for logs.
 */
public final class Rewriting implements Site {
  private final List<RewriteRule> rules;
  private final Site site;

  /** A site behind these rules. */
  public Rewriting(List<RewriteRule> rules, Site site) {
    this.rules = List.copyOf(rules);
    this.site = site;
  }

  @Override
  public Route route(RequestHead head) {
    if (head.method() == Method.CONNECT || head.path().at(0) != '/') {
      return site.route(head);
    }
    Place place = new Place(head.path(), head.query());
    Place last = rewritten(place, rules);
    if (last.equals(place)) {
      return site.route(head);
    }
    Route found = site.route(last.of(head));
    return new Route(
        found.name(),
        found.template(),
        new Moved(found.handler(), last),
        found.pathParameters(),
        found.maxBodyBytes());
  }

  /** What rules make of a path and a query; the same object if none of them applies. */
  static Place rewritten(Place first, List<RewriteRule> rules) {
    Place place = first;
    for (RewriteRule rule : rules) {
      Optional<Place> next = rule.apply(place);
      if (next.isPresent()) {
        place = next.get();
        if (rule.isLast()) {
          break;
        }
      }
    }
    return place;
  }

  /** A path in normal form, and a query. */
  record Place(Octets path, Optional<Octets> query) {
    RequestHead of(RequestHead head) {
      return head.with(path, query);
    }
  }

  /** A handler of requests that have been given another path. */
  private record Moved(Handler handler, Place place) implements PreparingHandler {
    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
      return handler.handle(request.with(place.of(request.head())));
    }

    @Override
    public Blocking blocking() {
      return handler.blocking();
    }

    @Override
    public Handler prepare(RequestHead head) {
      if (!(handler instanceof PreparingHandler preparing)) {
        return this;
      }
      Handler prepared = preparing.prepare(place.of(head));
      return prepared.equals(handler) ? this : new Moved(prepared, place);
    }
  }
}

package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.OptionalInt;

/**
 * A handler whose requests other servers answer. It returns at once; the connection waits for the
 * answer, without a thread where its engine can. Filters see a response without content or fields,
 * and may only add fields. An OPTIONS request that may be passed on no further is answered here.
 */
public final class Proxy implements Handler {
  private final Upstream upstream;
  private final ProxyRules rules;
  private final RequestHeads heads;

  /** A proxy for these servers. */
  public Proxy(Upstream upstream, ProxyRules rules) {
    this.upstream = upstream;
    this.rules = rules;
    this.heads = new RequestHeads(rules);
  }

  @Override
  public Response handle(Request request) {
    OptionalInt maxForwards = MaxForwards.of(request.method(), request.headers());
    if (maxForwards.isPresent() && maxForwards.getAsInt() == 0) {
      return Response.of(Status.NO_CONTENT);
    }
    return Response.of(Status.OK).with(new Body.Stream(-1, new RelayedRequest(this, request)));
  }

  @Override
  public Blocking blocking() {
    return Blocking.RELAYS;
  }

  Upstream upstream() {
    return upstream;
  }

  ProxyRules rules() {
    return rules;
  }

  byte[] head(Request request, Framing framing, UpstreamServer server) {
    return heads.head(request.head(), request.headers(), framing, server.writer());
  }
}

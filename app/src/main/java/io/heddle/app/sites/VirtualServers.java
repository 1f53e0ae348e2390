package io.heddle.app.sites;

import io.heddle.http.ConnectionInfo;
import io.heddle.http.ErrorPages;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.routing.HostNames;
import java.util.Optional;

/** The virtual servers of an address: the host of a request selects one of them. */
final class VirtualServers implements Site, ErrorPages {
  private final HostNames<VirtualServer> byHost;
  private final VirtualServer others;

  /**
   * Virtual servers.
   *
   * @param others gets the requests whose host none of them has
   */
  VirtualServers(HostNames<VirtualServer> byHost, VirtualServer others) {
    this.byHost = byHost;
    this.others = others;
  }

  @Override
  public Route route(RequestHead head) {
    return of(head).site().route(head);
  }

  @Override
  public Response page(Response error, Optional<RequestHead> head, ConnectionInfo connection) {
    VirtualServer server = head.map(this::of).orElse(others);
    return server.errorPages().page(error, head, connection);
  }

  private VirtualServer of(RequestHead head) {
    return byHost.find(head.authority()).orElse(others);
  }
}

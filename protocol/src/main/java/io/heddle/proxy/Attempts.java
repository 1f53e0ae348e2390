package io.heddle.proxy;

import io.heddle.codec.Framing;
import io.heddle.connection.NoSocketException;
import io.heddle.connection.Outbound;
import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to get a request answered, each on another connection. What fails before a server
 * can have begun to answer may be tried again.
 */
final class Attempts {
  /** RFC 9110 section 9.2.2: making such a request twice has the same effect as making it once. */
  private static final Set<Method> IDEMPOTENT =
      EnumSet.of(Method.GET, Method.HEAD, Method.PUT, Method.DELETE, Method.OPTIONS, Method.TRACE);

  private final Proxy proxy;
  private final Request request;
  private final RelayedRequest user;
  private final Outbound outbound;
  private final Budget budget;
  private final Framing framing;
  private final List<UpstreamServer> tried = new ArrayList<>();

  /** Why the request fails if no server is left. */
  private Failure last = Failure.BUSY;

  /**
   * Attempts that have not begun.
   *
   * @param user of the connections
   * @param framing of the request's content
   */
  Attempts(
      Proxy proxy,
      Request request,
      RelayedRequest user,
      Outbound outbound,
      Budget budget,
      Framing framing) {
    this.proxy = proxy;
    this.request = request;
    this.user = user;
    this.outbound = outbound;
    this.budget = budget;
    this.framing = framing;
  }

  /** Whether the request's content, if it has any, cannot be read a second time. */
  boolean hasContent() {
    return !(framing instanceof Framing.None);
  }

  /**
   * Begins the request on a connection.
   *
   * @throws HttpException when no server can be reached
   */
  UpstreamConnection first() {
    return elsewhere();
  }

  /**
   * Begins the request again, after a connection has failed and is closed.
   *
   * @param isSpent whether a part of the request or of a response is used up
   * @throws HttpException when that is not possible, or no server can be reached
   */
  UpstreamConnection again(UpstreamConnection failed, Exception trouble, boolean isSpent) {
    if (trouble instanceof HttpException e && e.status().equals(Status.SERVICE_UNAVAILABLE)) {
      // this server is short of memory
      throw e;
    }
    UpstreamServer server = failed.server();
    Failure reason = reason(failed, trouble);
    // a server may close a connection that was not in use
    boolean isStale = failed.isReused() && !failed.input().hasReceived() && !failed.isLate();
    if (!isStale && !failed.isHurried()) {
      report(server, trouble);
    }
    boolean mayRepeat =
        !isSpent
            && !failed.input().hasReceived()
            && !failed.isHurried()
            && (!failed.isConnected()
                || (IDEMPOTENT.contains(request.method()) && !failed.isLate()));
    if (!mayRepeat) {
      throw reason.exception();
    }
    last = reason;
    UpstreamConnection fresh = isStale ? fresh(server) : null;
    if (fresh != null) {
      return fresh;
    }
    tried.add(server);
    return elsewhere();
  }

  private static Failure reason(UpstreamConnection failed, Exception trouble) {
    if (failed.isLate()) {
      return failed.isHurried() ? Failure.LEFT : Failure.LATE;
    }
    return trouble instanceof HttpException ? Failure.MALFORMED : Failure.UNREACHABLE;
  }

  private void report(UpstreamServer server, Exception trouble) {
    server.health().failed(proxy.upstream().now(), trouble.toString());
  }

  /** Reports that no connection to the server can be opened, unless it is not to blame. */
  private Failure reported(UpstreamServer server, IOException trouble) {
    if (trouble instanceof NoSocketException) {
      return Failure.NO_SOCKET;
    }
    report(server, trouble);
    return trouble instanceof SocketTimeoutException ? Failure.LATE : Failure.UNREACHABLE;
  }

  /** Begins the request on a new connection to this server; null if that is not possible. */
  private @Nullable UpstreamConnection fresh(UpstreamServer server) {
    if (!server.enter()) {
      last = Failure.BUSY;
      return null;
    }
    return attempt(server, false);
  }

  /** Begins the request on a connection to a server that has not been tried. */
  private UpstreamConnection elsewhere() {
    while (true) {
      UpstreamServer server = proxy.upstream().choose(tried);
      if (server == null) {
        throw last.exception();
      }
      UpstreamConnection begun = attempt(server, true);
      if (begun != null) {
        return begun;
      }
      tried.add(server);
    }
  }

  /** Begins the request at this server, which has been entered; null if that is not possible. */
  private @Nullable UpstreamConnection attempt(UpstreamServer server, boolean mayReuse) {
    try {
      return open(server, mayReuse);
    } catch (IOException e) {
      server.leave();
      last = reported(server, e);
      return null;
    } catch (RuntimeException | Error e) {
      server.leave();
      throw e;
    }
  }

  /** Begins the request on a connection to this server, which has been entered. */
  private UpstreamConnection open(UpstreamServer server, boolean mayReuse) throws IOException {
    byte[] head = proxy.head(request, framing, server);
    UpstreamConnection open = mayReuse ? server.takeIdle(outbound) : null;
    if (open == null) {
      open = UpstreamConnection.open(server, outbound, budget);
    }
    open.begin(user, head, framing, request.method() == Method.HEAD);
    return open;
  }
}

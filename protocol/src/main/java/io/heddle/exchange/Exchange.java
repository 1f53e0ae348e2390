package io.heddle.exchange;

import io.heddle.http.ClientInfo;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its outcome, for observers. It never changes, but its head is a view of a buffer,
 * valid only during the observer's call.
 */
public final class Exchange {
  private final RequestId id;
  private final ConnectionInfo connection;
  private final @Nullable RequestHead head;
  private final String line;
  private final Route route;
  private final boolean refused;
  private final Status status;
  private final long contentBytes;
  private final boolean complete;
  private final @Nullable Throwable failure;
  private final long durationNanos;
  private final boolean delayed;

  Exchange(
      RequestId id,
      ConnectionInfo connection,
      @Nullable RequestHead head,
      String line,
      Route route,
      boolean refused,
      Status status,
      long contentBytes,
      boolean complete,
      @Nullable Throwable failure,
      long durationNanos,
      boolean delayed) {
    this.id = id;
    this.connection = connection;
    this.head = head;
    this.line = line;
    this.route = route;
    this.refused = refused;
    this.status = status;
    this.contentBytes = contentBytes;
    this.complete = complete;
    this.failure = failure;
    this.durationNanos = durationNanos;
    this.delayed = delayed;
  }

  /** The request's id in logs. */
  public RequestId id() {
    return id;
  }

  /** The connection of the request. */
  public ConnectionInfo connection() {
    return connection;
  }

  /** The client of the request, which may be behind proxies. */
  public ClientInfo client() {
    return head == null ? ClientInfo.of(connection) : head.client();
  }

  /** The head of the request; empty if it was refused before it was complete. */
  public Optional<RequestHead> head() {
    return Optional.ofNullable(head);
  }

  /** The request line of a refused request, as far as it was read; empty if there is a head. */
  public String refusedLine() {
    return line;
  }

  /** The route; one named {@code REFUSED} if the request was refused before routing. */
  public Route route() {
    return route;
  }

  /** Whether the request was refused before it had a route. */
  public boolean isRefused() {
    return refused;
  }

  /** The status of the response. */
  public Status status() {
    return status;
  }

  /** The bytes of content sent, as far as the kernel has accepted them. */
  public long contentBytes() {
    return contentBytes;
  }

  /** Whether the whole response was sent; if not, the client left or was cut off. */
  public boolean isComplete() {
    return complete;
  }

  /** The fault of ours that occurred; null if there was none. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Nanoseconds from the complete head until the whole response was sent; 0 if requests are not
   * timed or there was no complete head.
   */
  public long durationNanos() {
    return durationNanos;
  }

  /** Whether the observer has been notified of a delay. */
  public boolean isDelayed() {
    return delayed;
  }
}

package io.heddle.exchange;

import io.heddle.http.ConnectionInfo;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and what became of it, for observers to read. It never changes, but the head that it
 * refers to is a view of a buffer, and valid only during the call that hands it over.
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

  /** What logs call the request. */
  public RequestId id() {
    return id;
  }

  /** The connection that it came on. */
  public ConnectionInfo connection() {
    return connection;
  }

  /** The head of the request; empty when it was refused before it was complete. */
  public Optional<RequestHead> head() {
    return Optional.ofNullable(head);
  }

  /** The request line of a refused request, as far as it was read; empty if there is a head. */
  public String refusedLine() {
    return line;
  }

  /** Where the request went; a route named {@code REFUSED} when it did not get that far. */
  public Route route() {
    return route;
  }

  /** Whether it was refused before it had a route. */
  public boolean isRefused() {
    return refused;
  }

  /** The status of the response. */
  public Status status() {
    return status;
  }

  /** How many bytes of content were sent, as far as the kernel has taken them. */
  public long contentBytes() {
    return contentBytes;
  }

  /** Whether the whole response was sent; if not, the client left or was cut off. */
  public boolean isComplete() {
    return complete;
  }

  /** What went wrong through a fault of ours; null when nothing did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * How long it took from the complete head until the whole response was sent, in nanoseconds; 0 if
   * nobody times the requests, or if there was no complete head.
   */
  public long durationNanos() {
    return durationNanos;
  }

  /** Whether the observer has been told that this is delayed. */
  public boolean isDelayed() {
    return delayed;
  }
}

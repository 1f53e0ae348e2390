package io.heddle.exchange;

import io.heddle.connection.Outbound;
import io.heddle.connection.Pulse;
import io.heddle.connection.Relay;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestBody;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request from its head to the end of its response, in any protocol. It runs the handler, turns
 * failures into responses, measures the time and notifies the observer. It belongs to the thread
 * that owns the request.
 */
public final class Call {
  private static final Handler NO_HANDLER =
      _ -> {
        throw new IllegalStateException("the request was refused");
      };

  private static final Route REFUSED = new Route("REFUSED", NO_HANDLER);

  private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");
  private static final Field RETRY_SOON = Field.of(HeaderName.RETRY_AFTER, "1");

  /** The response for a client that is gone; nobody reads it. */
  private static final Response UNREAD = Response.of(Status.SERVICE_UNAVAILABLE);

  private final Observer observer;
  private final LongSupplier nanoTime;
  private final Settings settings;
  private final ConnectionInfo connection;
  private final RequestId id;
  private final @Nullable RequestHead head;
  private final String line;
  private Route route = REFUSED;
  private Handler handler = NO_HANDLER;
  private Blocking blocking = Blocking.NEVER;
  private final long beganNanos;
  private Status status = Status.OK;
  private @Nullable Throwable failure;
  private boolean delayed;

  Call(
      Observer observer, LongSupplier nanoTime, Settings settings, RequestHead head, RequestId id) {
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.settings = settings;
    this.connection = head.connection();
    this.id = id;
    this.head = head;
    this.line = "";
    this.beganNanos = nanoTime.getAsLong();
  }

  /**
   * A request that is refused.
   *
   * @param line the request line as far as it was read
   */
  Call(
      Observer observer,
      LongSupplier nanoTime,
      Settings settings,
      ConnectionInfo connection,
      RequestId id,
      String line) {
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.settings = settings;
    this.connection = connection;
    this.id = id;
    this.head = null;
    this.line = line;
    this.beganNanos = 0;
  }

  /**
   * Finds the request's route.
   *
   * @throws HttpException when the site refuses the request
   */
  public void findRoute() {
    try {
      RequestHead complete = Objects.requireNonNull(head);
      TargetScheme.check(complete);
      Route found = settings.site().route(complete);
      handler =
          found.handler() instanceof PreparingHandler preparing
              ? preparing.prepare(complete)
              : found.handler();
      blocking = handler.blocking();
      route = found;
    } catch (HttpException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      status = Status.INTERNAL_SERVER_ERROR;
      report(e, 0);
      throw new HttpException(status, "the request could not be routed");
    }
  }

  /** Whether the request was refused before it had a route. */
  boolean isRefused() {
    return route.handler().equals(NO_HANDLER);
  }

  /** How long the handler may block, as it said when the request arrived. */
  public Blocking blocking() {
    return blocking;
  }

  /** The limit for the request's content: the route's, or else the server's. */
  public long maxBodyBytes() {
    return route.maxBodyBytes().orElse(settings.limits().maxBodyBytes());
  }

  /** Reports that the request is not answered immediately. */
  public void delay() {
    if (!delayed) {
      delayed = true;
      observer.delayed();
    }
  }

  /** Does a part of the request's work. Until it returns, what the thread logs has the id. */
  public void during(Runnable work) {
    CurrentRequest.during(id, work);
  }

  /**
   * Runs the handler.
   *
   * @param pulse tells whether the handler took too long
   * @return the handler's response, or an error response; its status is never an interim one
   */
  public Response run(RequestBody body, Pulse pulse) {
    Request request = new Request(Objects.requireNonNull(head), route, body, id);
    try {
      return answered(checked(handler.handle(request)));
    } catch (InterruptedException e) {
      return unavailable();
    } catch (IOException | RuntimeException | Error e) {
      return body.isClientGone() ? UNREAD : answerTo(e, body.isMalformed(), pulse);
    } finally {
      forgetInterrupt();
    }
  }

  /**
   * Waits for another server on this thread.
   *
   * @param promised what the handler has returned in place of the response
   * @param pulse as in {@link #run}
   * @return the response of the other server, or an error response
   */
  public Response await(
      Relay relay,
      Response promised,
      Outbound outbound,
      RequestBody body,
      Budget budget,
      Pulse pulse) {
    try {
      return answered(promised, relay.await(outbound, body, budget));
    } catch (IOException | RuntimeException | Error e) {
      return body.isClientGone() ? UNREAD : answerTo(e, body.isMalformed(), pulse);
    } finally {
      forgetInterrupt();
    }
  }

  /**
   * The response to send when another server has answered.
   *
   * @param promised what the handler has returned in its place
   */
  public Response answered(Response promised, Response arrived) {
    return answered(completed(promised, arrived));
  }

  /**
   * The other server's fields stay, and those that filters add come after them: cookies and values
   * of Vary in any case, others if the server has none of that name. What a filter makes private is
   * private.
   */
  private static Response completed(Response promised, Response arrived) {
    Response completed = promised.isClosing() ? arrived.thenClose() : arrived;
    for (Field field : promised.fields()) {
      HeaderName name = field.name();
      boolean addsUp = name.equals(HeaderName.VARY) || name.equals(SET_COOKIE);
      if (addsUp || arrived.first(name).isEmpty()) {
        completed = completed.append(field);
      } else if (name.equals(HeaderName.CACHE_CONTROL) && isPrivate(field.value())) {
        completed = isPrivate(arrived.first(name).get()) ? completed : completed.replace(field);
      }
    }
    return completed;
  }

  private static boolean isPrivate(String cacheControl) {
    return cacheControl.contains("private") || cacheControl.contains("no-store");
  }

  private static Response checked(@Nullable Response response) {
    Status status = Objects.requireNonNull(response, "no response").status();
    if (status.code() < 200) {
      response.body().close();
      throw new IllegalStateException("a handler answered " + status);
    }
    return response;
  }

  /**
   * Clears the thread's interrupt flag if a handler left it set. The thread belongs to the engine,
   * and a write on an interrupted thread closes the socket.
   */
  public static void forgetInterrupt() {
    Thread.interrupted();
  }

  /** The response to a client error. */
  public Response refuse(HttpException refusal) {
    Response error = Response.error(refusal.status(), refusal.reason());
    for (Field field : refusal.fields()) {
      error = error.append(field);
    }
    return answered(refusal.status().equals(Status.SERVICE_UNAVAILABLE) ? soon(error) : error);
  }

  /** What the server lacks now, it is likely to have again in a moment. */
  private static Response soon(Response error) {
    return error.replace(RETRY_SOON);
  }

  /**
   * The response when the handler or writer has failed.
   *
   * @param isBreach whether the request's content violated HTTP
   */
  public Response answerTo(Throwable trouble, boolean isBreach, Pulse pulse) {
    HttpException refusal = refusal(trouble, isBreach);
    if (refusal != null) {
      return isBreach ? refuseBreach(refusal) : refuse(refusal);
    }
    return pulse.isExpired() ? unavailable() : fail(trouble);
  }

  /**
   * Records why the client gets only a part of its response: the writer has failed.
   *
   * @param isBreach whether the request's content violated HTTP
   */
  public void breakOff(Throwable trouble, boolean isBreach, Pulse pulse, long contentBytes) {
    HttpException refusal = refusal(trouble, isBreach);
    if (refusal == null && !pulse.isExpired()) {
      report(trouble, contentBytes);
    } else if (refusal != null && isBreach) {
      observer.refused(refusal);
    }
  }

  /**
   * The HttpException behind a failure. After a protocol violation, it may be wrapped in an
   * exception of the handler's.
   */
  private static @Nullable HttpException refusal(Throwable trouble, boolean isBreach) {
    Throwable cause = trouble;
    while (isBreach && !(cause instanceof HttpException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof HttpException refusal ? refusal : null;
  }

  /** The response to a client that violated HTTP. */
  public Response refuseBreach(HttpException refusal) {
    if (failure == null) {
      observer.refused(refusal);
    }
    return refuse(refusal);
  }

  /** The response when the handler was interrupted or took too long. */
  public Response unavailable() {
    Response error =
        Response.error(
            Status.SERVICE_UNAVAILABLE, "the server took too long to handle this request");
    return answered(soon(error).thenClose());
  }

  /** Reports a fault of ours and returns the response for it. */
  private Response fail(Throwable fault) {
    status = Status.INTERNAL_SERVER_ERROR;
    report(fault, 0);
    return answered(
        Response.error(Status.INTERNAL_SERVER_ERROR, "the server failed to handle this request"));
  }

  /**
   * Reports a fault of ours.
   *
   * @param contentBytes how much of the response's content has been sent
   */
  public void report(Throwable fault, long contentBytes) {
    failure = fault;
    observer.failed(record(status, contentBytes, false), fault);
  }

  /** Closes a response's body. A failure is reported and does not affect the client. */
  public void close(Body body) {
    try {
      body.close();
    } catch (RuntimeException | Error e) {
      report(e, 0);
    }
  }

  /** The response to send: an error gets the site's error page. */
  private Response answered(Response response) {
    Response shown = response.reason().isPresent() ? page(response) : response;
    status = shown.status();
    return settings.forwarding().sharesIds() ? identified(shown) : shown;
  }

  private Response identified(Response response) {
    return response.replace(Field.of(Forwarding.REQUEST_ID, id.toString()));
  }

  private Response page(Response error) {
    try {
      Optional<RequestHead> asked = Optional.ofNullable(head);
      Response page = sendable(checked(settings.errorPages().page(error, asked, connection)));
      return error.isClosing() ? page.thenClose() : page;
    } catch (RuntimeException | Error e) {
      status = error.status();
      report(e, 0);
      return error;
    }
  }

  /**
   * Errors may be answered on a thread that must not block, so an error page cannot have a writer.
   */
  private static Response sendable(Response page) {
    if (page.body() instanceof Body.Stream stream) {
      stream.close();
      throw new IllegalStateException("an error page is a stream");
    }
    return page;
  }

  private Exchange record(Status shown, long contentBytes, boolean complete) {
    return record(shown, contentBytes, complete, nowNanos());
  }

  private Exchange record(Status shown, long contentBytes, boolean complete, long nowNanos) {
    long duration = head == null ? 0 : nowNanos - beganNanos;
    return new Exchange(
        id,
        connection,
        head,
        line,
        route,
        isRefused(),
        shown,
        contentBytes,
        complete,
        failure,
        duration,
        delayed);
  }

  /**
   * The time, for {@link #end}: responses that end together need to look at the clock only once.
   */
  public long nowNanos() {
    return nanoTime.getAsLong();
  }

  /**
   * Reports that the response is over.
   *
   * @param contentBytes how much content was sent
   * @param complete whether that is all of it
   */
  public void end(long contentBytes, boolean complete, long nowNanos) {
    observer.responded(record(status, contentBytes, complete, nowNanos));
    delayed = false;
  }

  /** Reports that there is no response because the client is gone. */
  public void abandon() {
    observer.abandoned(record(status, 0, false));
    delayed = false;
  }
}

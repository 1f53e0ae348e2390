package io.heddle.exchange;

import io.heddle.http.RequestId;
import java.util.Optional;

/**
 * The request that the current thread works on, so that logs can name it. It is known while a
 * handler that may block runs or its response is written, and not on threads that the handler
 * starts by itself.
 */
public final class CurrentRequest {
  private static final ScopedValue<RequestId> ID = ScopedValue.newInstance();

  private CurrentRequest() {}

  /** The id of the request; empty outside of one. */
  public static Optional<RequestId> id() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }

  /** Does something for a request. */
  static void run(RequestId id, Runnable work) {
    ScopedValue.where(ID, id).run(work);
  }
}

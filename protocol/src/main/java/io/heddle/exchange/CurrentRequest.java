package io.heddle.exchange;

import io.heddle.http.RequestId;
import java.util.Optional;

/**
 * The request that the current thread works on, so that logs can name it. It is known while a
 * handler that may block runs or its response is written. A thread that works for a request
 * elsewhere says so with {@link #during}.
 */
public final class CurrentRequest {
  private static final ScopedValue<RequestId> ID = ScopedValue.newInstance();

  private CurrentRequest() {}

  /** The id of the request; empty outside of one. */
  public static Optional<RequestId> id() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }

  /** Does something for a request. Until it returns, what the thread logs has the id. */
  public static void during(RequestId id, Runnable work) {
    ScopedValue.where(ID, id).run(work);
  }
}

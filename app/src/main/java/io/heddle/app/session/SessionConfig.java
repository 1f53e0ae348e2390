package io.heddle.app.session;

import io.heddle.session.SessionLimits;
import java.util.Optional;

/**
 * Where sessions are, and how long they live.
 *
 * @param redis the server that keeps them; empty for the memory of this process
 * @param maxSessions how many there are in memory
 */
public record SessionConfig(Optional<RedisAddress> redis, SessionLimits limits, int maxSessions) {
  /** A hundred thousand in memory. */
  public static final SessionConfig STANDARD =
      new SessionConfig(Optional.empty(), SessionLimits.STANDARD, 100_000);
}

package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Timeouts;
import io.heddle.connection.Wire;
import java.time.Duration;
import java.util.Optional;

/** An engine's search for connections that take too long, with a manual clock. */
final class Sweep {
  /** Those of all connections. */
  static final Timeouts TIMEOUTS =
      Timeouts.STANDARD
          .withHead(Duration.ofSeconds(1))
          .withBody(Duration.ofSeconds(2))
          .withWrite(Duration.ofSeconds(3))
          .withIdle(Duration.ofSeconds(4))
          .withLinger(Duration.ofSeconds(5))
          .withHandler(Optional.of(Duration.ofSeconds(6)));

  /** A clock starts at any value, even a negative one. */
  private long nanos = -1_000_000_000_000L;

  /** Lets this time pass. */
  Sweep pass(Duration time) {
    nanos += time.toNanos();
    return this;
  }

  /** Whether the connection takes too long. */
  boolean finds(Dialog dialog) {
    dialog.service.apply(dialog.service.settings().with(TIMEOUTS));
    return finds(dialog, new MemoryWire(dialog.client, false, true));
  }

  /** The same, for a connection with this wire. */
  boolean finds(Dialog dialog, Wire wire) {
    return dialog.connection.overstays(nanos, wire);
  }

  /** Checks that the connection takes too long exactly when this time is over. */
  void findsOnlyAfter(Duration time, Dialog dialog) {
    assertThat(finds(dialog)).isFalse();
    pass(time.minusNanos(1));
    assertThat(finds(dialog)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(finds(dialog)).isTrue();
  }
}

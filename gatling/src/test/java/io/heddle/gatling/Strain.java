package io.heddle.gatling;

import java.util.concurrent.atomic.AtomicLong;

/** The effect of an overload: how many responses were late, and how many were 503. */
final class Strain {
  private static final int REFUSED = 503;

  private final int lateMillis;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** Without responses yet; a response is late if it takes at least {@code lateMillis}. */
  Strain(int lateMillis) {
    this.lateMillis = lateMillis;
  }

  void add(int status, int millis) {
    answers.incrementAndGet();
    if (status == REFUSED) {
      refused.incrementAndGet();
    } else if (millis >= lateMillis) {
      late.incrementAndGet();
    }
  }

  /** The share of responses that were late or 503, from 0 to 1; 0 if there are none. */
  double share() {
    return answers.get() == 0 ? 0 : (double) (late.get() + refused.get()) / answers.get();
  }

  @Override
  public String toString() {
    return "%d of %d responses took %d ms or more, and %d were 503"
        .formatted(late.get(), answers.get(), lateMillis, refused.get());
  }
}

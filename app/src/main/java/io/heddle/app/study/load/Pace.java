package io.heddle.app.study.load;

/** How many bytes a slow client may read or write by now. */
final class Pace {
  /** It moves at least what it may move in this time; otherwise it would move single bytes. */
  private static final double PORTION_SECONDS = 0.04;

  /** How many portions it may save up while it does nothing. */
  private static final double MAX_SAVED_PORTIONS = 1.5;

  private long last;
  private double saved;

  /** How many bytes are allowed now at this rate: none, or at least a portion. */
  int allowed(long bytesPerSecond, long now) {
    double portion = Math.max(1, bytesPerSecond * PORTION_SECONDS);
    double earned = bytesPerSecond * ((now - last) / 1e9);
    saved = Math.clamp(saved + earned, 0, MAX_SAVED_PORTIONS * portion);
    last = now;
    return saved < portion ? 0 : (int) saved;
  }

  void used(int bytes) {
    saved -= bytes;
  }
}

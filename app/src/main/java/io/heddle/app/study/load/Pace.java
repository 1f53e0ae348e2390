package io.heddle.app.study.load;

/** How many bytes a slow client may read or write by now. */
final class Pace {
  /** What it may save up while it does nothing. */
  private static final double MAX_SAVED_SECONDS = 0.02;

  private long last;
  private double saved;

  /** How many bytes are allowed now at this rate; at least 1 at a time, so that any rate works. */
  int allowed(long bytesPerSecond, long now) {
    double most = Math.max(1, bytesPerSecond * MAX_SAVED_SECONDS);
    saved = Math.clamp(saved + bytesPerSecond * ((now - last) / 1e9), 0, most);
    last = now;
    return (int) saved;
  }

  void used(int bytes) {
    saved -= bytes;
  }
}

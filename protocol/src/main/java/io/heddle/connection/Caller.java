package io.heddle.connection;

/** The code that has opened a {@link Line}. */
public interface Caller {
  /**
   * Reports that the line may be connected, have input, or take output; or that it is closed,
   * because it {@linkplain #overstays overstays}. Called on the thread of a loop, and only for
   * lines that do not wait.
   */
  void ready();

  /**
   * Whether the other server takes too long; then the engine closes the line. Only one thread at a
   * time calls this, regularly.
   *
   * @param nowNanos from a monotonic clock
   */
  boolean overstays(long nowNanos);
}

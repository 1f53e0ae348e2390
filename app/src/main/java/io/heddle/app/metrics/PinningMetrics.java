package io.heddle.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of virtual threads that keep their carrier while they wait. Only Flight Recorder
 * reports such threads. It writes to a folder in {@code java.io.tmpdir}, and the JVM may end the
 * process if it cannot write there, so it runs on request only.
 */
final class PinningMetrics implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PinningMetrics.class.getName());
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final String SUBMIT_FAILED = "jdk.VirtualThreadSubmitFailed";

  /** Shorter waits are not worth an event each. */
  private static final Duration SHORTEST = Duration.ofMillis(20);

  /** How long events stay on disk; they are counted within a second of their end. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final long MAX_BYTES = 10 << 20;

  private final RecordingStream recording;

  private PinningMetrics(RecordingStream recording) {
    this.recording = recording;
  }

  /** Starts Flight Recorder and adds the meters. Logs a warning and returns null if it cannot. */
  static @Nullable PinningMetrics start(MeterRegistry registry) {
    RecordingStream recording = null;
    try {
      recording = new RecordingStream();
      record(recording, registry);
      return new PinningMetrics(recording);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.WARNING,
          "pinned virtual threads are not measured, because Flight Recorder cannot start: " + e);
      if (recording != null) {
        recording.close();
      }
      return null;
    }
  }

  private static void record(RecordingStream recording, MeterRegistry registry) {
    recording.setMaxAge(KEPT);
    recording.setMaxSize(MAX_BYTES);
    recording.enable(PINNED).withThreshold(SHORTEST).withoutStackTrace();
    recording.enable(SUBMIT_FAILED).withoutStackTrace();
    recording.startAsync();
    Timer pinned =
        Timer.builder("jvm.threads.virtual.pinned")
            .description("Time that virtual threads held their carrier while they waited")
            .register(registry);
    Counter submitFailed =
        Counter.builder("jvm.threads.virtual.submit.failed")
            .description("Virtual threads that could not be started or resumed")
            .register(registry);
    recording.onEvent(PINNED, event -> pinned.record(event.getDuration()));
    recording.onEvent(SUBMIT_FAILED, _ -> submitFailed.increment());
  }

  /** Stops the recording and removes its files. */
  @Override
  public void close() {
    recording.close();
  }
}

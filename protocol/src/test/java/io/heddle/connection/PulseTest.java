package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Minimum rates of bodies and the deadline of handlers, with a manual clock. */
class PulseTest {
  private static final Timeouts TIMEOUTS = Timeouts.STANDARD.withMinRate(256);
  private static final int GRACE_SECONDS = 10;
  private static final int HOUR = 3600;

  private final Pulse pulse = new Pulse();
  private Timeouts timeouts = TIMEOUTS;
  private long nanos = -5_000_000_000L;
  private boolean hasInput;
  private int passedSeconds;

  /** A wire that only reports whether there is input. */
  private final Wire wire =
      new Wire() {
        @Override
        public boolean waits() {
          throw new AssertionError();
        }

        @Override
        public int read(ByteBuffer buffer) {
          throw new AssertionError();
        }

        @Override
        public int write(ByteBuffer buffer) {
          throw new AssertionError();
        }

        @Override
        public long send(FileChannel file, long position, long count) {
          throw new AssertionError();
        }

        @Override
        public void shutdownOutput() {
          throw new AssertionError();
        }

        @Override
        public boolean hasInput() {
          return hasInput;
        }
      };

  /** Lets time pass, with a sweep every half second; returns whether the connection overstays. */
  private boolean overstaysWithin(int seconds) {
    for (int i = 0; i < 2 * seconds; i++) {
      nanos += 500_000_000;
      if (pulse.overstays(nanos, timeouts, wire)) {
        passedSeconds += i / 2;
        return true;
      }
    }
    passedSeconds += seconds;
    return false;
  }

  private void begin(Phase phase) {
    pulse.enter(phase);
    assertThat(pulse.overstays(nanos, timeouts, wire)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"BODY", "WRITE"})
  void aByteEvery29SecondsIsTooSlow(Phase phase) {
    begin(phase);
    boolean overstays = false;
    while (!overstays && passedSeconds < HOUR) {
      pulse.moved(1);
      overstays = overstaysWithin(29);
    }
    assertThat(passedSeconds).isBetween(GRACE_SECONDS - 1, GRACE_SECONDS + 1);
    assertThat(pulse.isExpired()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 15, 29})
  void twiceTheRateIsNeverTooSlow(int everySeconds) {
    for (Phase phase : new Phase[] {Phase.BODY, Phase.WRITE}) {
      begin(phase);
      for (int i = 0; i < HOUR / everySeconds; i++) {
        pulse.moved(512L * everySeconds);
        assertThat(overstaysWithin(everySeconds)).as("%s %d", phase, i).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"BODY", "WRITE"})
  void halfTheRateIsTooSlowAfterTheGrace(Phase phase) {
    begin(phase);
    boolean overstays = false;
    while (!overstays && passedSeconds < HOUR) {
      pulse.moved(128);
      overstays = overstaysWithin(1);
    }
    assertThat(passedSeconds).isBetween(2 * GRACE_SECONDS - 2, 2 * GRACE_SECONDS + 2);
  }

  @Test
  void aSentBurstEarnsTimeForTheClientToReadIt() {
    begin(Phase.WRITE);
    pulse.moved(4 << 20);
    for (int i = 0; i < 100; i++) {
      assertThat(overstaysWithin(29)).isFalse();
      pulse.moved(1);
    }
  }

  @Test
  void aReceivedBurstEarnsNoMoreThanOnePause() {
    begin(Phase.BODY);
    pulse.moved(4 << 20);
    boolean overstays = false;
    while (!overstays && passedSeconds < HOUR) {
      overstays = overstaysWithin(29);
      pulse.moved(1);
    }
    assertThat(passedSeconds).isBetween(29, 31);
  }

  @Test
  void aFastTransferIsNeverTooSlow() {
    timeouts = TIMEOUTS.withMinRate(1);
    begin(Phase.WRITE);
    for (int i = 0; i < 100; i++) {
      pulse.moved(1L << 40);
      assertThat(overstaysWithin(1)).isFalse();
    }
  }

  @Test
  void theTimeInAQueueDoesNotCountForTheRate() {
    begin(Phase.BODY);
    assertThat(overstaysWithin(2)).isFalse();
    // nobody sweeps a connection that waits in a queue
    nanos += 60_000_000_000L;
    pulse.moved(1);
    assertThat(pulse.overstays(nanos, timeouts, wire)).isFalse();
    assertThat(overstaysWithin(2)).isFalse();
  }

  @Test
  void zeroMeansNoMinimumRate() {
    timeouts = TIMEOUTS.withMinRate(0);
    begin(Phase.BODY);
    for (int i = 0; i < 100; i++) {
      pulse.moved(1);
      assertThat(overstaysWithin(29)).isFalse();
    }
  }

  @Test
  void theTimeOfTheHandlerDoesNotCountForTheRate() {
    begin(Phase.BODY);
    for (int i = 0; i < 1000; i++) {
      pulse.enter(Phase.HANDLING);
      assertThat(overstaysWithin(29)).isFalse();
      pulse.enter(Phase.BODY);
      pulse.moved(1);
    }
  }

  @Test
  void eachRequestHasTheWholeGrace() {
    for (int i = 0; i < 20; i++) {
      begin(Phase.BODY);
      assertThat(overstaysWithin(GRACE_SECONDS - 1)).isFalse();
      pulse.enter(Phase.IDLE);
      assertThat(overstaysWithin(1)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"OPENED", "IDLE", "HEAD", "BODY"})
  void unreadInputIsNotTheClientsFault(Phase phase) {
    begin(phase);
    hasInput = true;
    assertThat(overstaysWithin(HOUR)).isFalse();
    assertThat(pulse.isExpired()).isFalse();
    hasInput = false;
    assertThat(overstaysWithin(HOUR)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"WRITE", "LINGER"})
  void unreadInputExcusesNoOtherPhase(Phase phase) {
    begin(phase);
    hasInput = true;
    assertThat(overstaysWithin(HOUR)).isTrue();
  }

  @Test
  void aHandlerOverstaysWithoutProgress() {
    timeouts = TIMEOUTS.withHandler(Optional.of(Duration.ofSeconds(20)));
    begin(Phase.HANDLING);
    assertThat(overstaysWithin(19)).isFalse();
    pulse.enter(Phase.WRITE);
    pulse.moved(100);
    pulse.enter(Phase.HANDLING);
    assertThat(overstaysWithin(19)).isFalse();
    assertThat(overstaysWithin(2)).isTrue();
    assertThat(pulse.isExpired()).isTrue();
  }

  @Test
  void aHandlerHasNoDeadlineByDefault() {
    begin(Phase.HANDLING);
    assertThat(overstaysWithin(24 * HOUR)).isFalse();
  }
}

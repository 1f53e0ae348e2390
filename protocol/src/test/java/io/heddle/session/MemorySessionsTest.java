package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Sessions in memory, with a clock that the test moves. */
class MemorySessionsTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(2), 100);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final MemorySessions store = new MemorySessions(LIMITS, 200, nanos::get);
  private final SessionId id = newId();

  private static SessionId newId() {
    return SessionId.random(new SecureRandom());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static SessionChanges setting(String key, String value) {
    return new SessionChanges(Map.of(key, value), Set.of());
  }

  @Test
  void aSessionLivesAsLongAsItIsUsed() {
    store.create(id, Map.of("a", "1"));
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofMinutes(29));
      assertThat(store.load(id)).contains(Map.of("a", "1"));
    }
    pass(Duration.ofMinutes(31));
    assertThat(store.load(id)).isEmpty();
  }

  @Test
  void noUseKeepsItBeyondItsAbsoluteTime() {
    store.create(id, Map.of("a", "1"));
    for (int minutes = 0; minutes < 119; minutes += 17) {
      assertThat(store.change(id, setting("b", "2"))).isTrue();
      pass(Duration.ofMinutes(17));
    }
    pass(Duration.ofSeconds(61));
    assertThat(store.load(id)).isEmpty();
  }

  @Test
  void anotherIdDoesNotMakeItLiveLonger() {
    store.create(id, Map.of("a", "1"));
    SessionId other = newId();
    for (int minutes = 0; minutes < 100; minutes += 25) {
      pass(Duration.ofMinutes(25));
      assertThat(store.load(id)).isPresent();
    }
    assertThat(store.rename(id, other, setting("b", "2"))).isTrue();
    assertThat(store.load(id)).isEmpty();
    assertThat(store.load(other)).contains(Map.of("a", "1", "b", "2"));
    pass(Duration.ofMinutes(21));
    assertThat(store.load(other)).isEmpty();
  }

  @Test
  void aChangeLeavesOtherValues() {
    store.create(id, Map.of("a", "1", "b", "2", "c", "3"));
    store.change(id, new SessionChanges(Map.of("a", "4"), Set.of("b", "none")));
    assertThat(store.load(id)).contains(Map.of("a", "4", "c", "3"));
  }

  @Test
  void aSessionThatHasNoRoomKeepsItsId() {
    store.create(id, Map.of("a", "1"));
    SessionId other = newId();
    assertThatThrownBy(() -> store.rename(id, other, setting("b", "x".repeat(100))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.load(id)).contains(Map.of("a", "1"));
    assertThat(store.load(other)).isEmpty();
  }

  @Test
  void nothingBringsAnEndedSessionBack() {
    store.create(id, Map.of("a", "1"));
    store.delete(id);
    assertThat(store.change(id, setting("a", "2"))).isFalse();
    assertThat(store.update(id, "a", "0", value -> value + "x")).isEmpty();
    assertThat(store.rename(id, newId(), setting("a", "2"))).isFalse();
    assertThat(store.load(id)).isEmpty();
  }

  @Test
  void concurrentUpdatesAreAllMade() throws Exception {
    store.create(id, Map.of());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (int j = 0; j < 500; j++) {
                  store.update(id, "n", "0", n -> Integer.toString(Integer.parseInt(n) + 1));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(store.load(id)).contains(Map.of("n", "4000"));
  }

  @Test
  void aSessionIsBounded() {
    store.create(id, Map.of("a", "x".repeat(99)));
    assertThatThrownBy(() -> store.change(id, setting("b", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a session would have 101 bytes, but may have 100");
    assertThatThrownBy(() -> store.update(id, "a", "", value -> value + "é"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.create(newId(), Map.of("a", "é".repeat(50))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.load(id)).contains(Map.of("a", "x".repeat(99)));
  }

  @Test
  void aFloodOfNewSessionsDoesNotEndThoseInUse() {
    store.create(id, Map.of("a", "1"));
    for (int i = 0; i < 50; i++) {
      store.load(id);
    }
    List<SessionId> flood = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      SessionId next = newId();
      store.create(next, Map.of("b", "2"));
      flood.add(next);
      if (i % 100 == 0) {
        store.load(id);
      }
    }
    assertThat(store.load(id)).isPresent();
    assertThat(flood.stream().filter(its -> store.load(its).isPresent()).count())
        .isLessThanOrEqualTo(200);
  }
}

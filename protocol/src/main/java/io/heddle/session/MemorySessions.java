package io.heddle.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.heddle.http.Blocking;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the memory of this process, which end with it. If there are too many, those that are
 * seldom used are dropped, so a flood of new sessions does not drive out the ones in use.
 */
public final class MemorySessions implements SessionStore {
  /**
   * A session.
   *
   * @param values null once it is deleted; threads that still see it must not change it
   * @param endNanos when its absolute time is over, on the clock of the store
   */
  private record Entry(AtomicReference<@Nullable Map<String, String>> values, long endNanos) {}

  private final SessionLimits limits;
  private final LongSupplier nanoTime;
  private final Cache<String, Entry> entries;

  /**
   * A store without sessions.
   *
   * @param maxSessions how many it keeps
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public MemorySessions(SessionLimits limits, int maxSessions, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(maxSessions)
            .expireAfter(new Times(limits.idle().toNanos()))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** A session ends when it has not been used for some time, or its absolute time is over. */
  private record Times(long idleNanos) implements Expiry<String, Entry> {
    private long left(Entry entry, long now) {
      return Math.clamp(entry.endNanos - now, 0, idleNanos);
    }

    @Override
    public long expireAfterCreate(String key, Entry entry, long now) {
      return left(entry, now);
    }

    @Override
    public long expireAfterUpdate(String key, Entry entry, long now, long leftNanos) {
      return left(entry, now);
    }

    @Override
    public long expireAfterRead(String key, Entry entry, long now, long leftNanos) {
      return left(entry, now);
    }
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }

  @Override
  public Optional<Map<String, String>> load(SessionId id) {
    Entry entry = entries.getIfPresent(id.key());
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.values.get());
  }

  @Override
  public void create(SessionId id, Map<String, String> values) {
    limits.requireSize(values);
    long endNanos = nanoTime.getAsLong() + limits.absolute().toNanos();
    entries.put(id.key(), new Entry(new AtomicReference<>(Map.copyOf(values)), endNanos));
  }

  @Override
  public boolean change(SessionId id, SessionChanges changes) {
    return replace(id, changes::appliedTo).isPresent();
  }

  @Override
  public Optional<String> update(
      SessionId id, String key, String initial, UnaryOperator<String> change) {
    return replace(
            id,
            values -> {
              String value = change.apply(values.getOrDefault(key, initial));
              return new SessionChanges(Map.of(key, value), Set.of()).appliedTo(values);
            })
        .map(values -> values.getOrDefault(key, initial));
  }

  /** Replaces all values at once; returns the new ones. */
  private Optional<Map<String, String>> replace(
      SessionId id, UnaryOperator<Map<String, String>> change) {
    Entry entry = entries.getIfPresent(id.key());
    if (entry == null) {
      return Optional.empty();
    }
    while (true) {
      Map<String, String> values = entry.values.get();
      if (values == null) {
        return Optional.empty();
      }
      Map<String, String> changed = Map.copyOf(change.apply(values));
      limits.requireSize(changed);
      if (entry.values.compareAndSet(values, changed)) {
        return Optional.of(changed);
      }
    }
  }

  @Override
  public boolean rename(SessionId id, SessionId other, SessionChanges changes) {
    Entry entry = entries.getIfPresent(id.key());
    if (entry == null) {
      return false;
    }
    while (true) {
      Map<String, String> values = entry.values.get();
      if (values == null) {
        return false;
      }
      Map<String, String> changed = Map.copyOf(changes.appliedTo(values));
      limits.requireSize(changed);
      if (entry.values.compareAndSet(values, null)) {
        entries.invalidate(id.key());
        entries.put(other.key(), new Entry(new AtomicReference<>(changed), entry.endNanos));
        return true;
      }
    }
  }

  @Override
  public void delete(SessionId id) {
    Entry entry = entries.getIfPresent(id.key());
    if (entry != null) {
      entry.values.set(null);
      entries.invalidate(id.key());
    }
  }
}

package io.heddle.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each path that is being changed, so that the changes of one file happen one after the
 * other. A path that nobody changes has none. Each is held for the moment of the change only, never
 * while a client sends. Thread-safe.
 */
final class PathLocks {
  /** A lock that somebody has or waits for. */
  private static final class Shared {
    private final ReentrantLock lock = new ReentrantLock();

    /** How many have it or wait for it. */
    private int users;
  }

  private final Map<FilePath, Shared> byPath = new HashMap<>();

  /** Held while the map and the numbers of users are read or changed. */
  private final ReentrantLock guard = new ReentrantLock();

  PathLocks() {}

  /** Waits for the lock of a path. */
  void lock(FilePath path) throws InterruptedException {
    Shared mine = join(path);
    try {
      mine.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      leave(path);
      throw e;
    }
  }

  private Shared join(FilePath path) {
    guard.lock();
    try {
      Shared joined = byPath.computeIfAbsent(path, _ -> new Shared());
      joined.users++;
      return joined;
    } finally {
      guard.unlock();
    }
  }

  /** Gives the lock back. */
  void unlock(FilePath path) {
    leave(path).lock.unlock();
  }

  private Shared leave(FilePath path) {
    guard.lock();
    try {
      Shared left = Objects.requireNonNull(byPath.get(path));
      left.users--;
      if (left.users == 0) {
        byPath.remove(path);
      }
      return left;
    } finally {
      guard.unlock();
    }
  }

  /** How many paths are locked or waited for. */
  int size() {
    guard.lock();
    try {
      return byPath.size();
    } finally {
      guard.unlock();
    }
  }
}

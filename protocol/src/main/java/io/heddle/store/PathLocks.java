package io.heddle.store;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks for paths, so that the changes of one file happen one after the other. Each is held for the
 * moment of the change only, never while a client sends. A few paths share a lock.
 */
final class PathLocks {
  private static final int COUNT = 64;

  private final Lock[] locks = new Lock[COUNT];

  PathLocks() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  Lock of(FilePath path) {
    return locks[Math.floorMod(path.hashCode(), COUNT)];
  }
}

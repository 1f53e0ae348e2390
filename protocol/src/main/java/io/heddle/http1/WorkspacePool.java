package io.heddle.http1;

import io.heddle.codec.HeadWriter;
import io.heddle.http.Budget;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces that no connection currently uses. Thread-safe. Each thread prefers one stripe of
 * the slots, so concurrent threads rarely contend. The number of stripes is the number of
 * processors, rounded down to a power of two. The slots of a stripe are always searched from the
 * same end, so that the most recently used workspace, likely still in a cache, is taken next.
 */
final class WorkspacePool {
  /** Unused workspaces beyond this are left to the garbage collector. */
  private static final int SLOTS_PER_STRIPE = 64;

  /** Searching this many slots is cheaper than allocating a workspace. */
  private static final int MAX_PROBES = 512;

  private final Budget budget;
  private final HeadWriter headWriter;
  private final int stripes;
  private final AtomicReferenceArray<@Nullable Workspace> slots;

  WorkspacePool(Budget budget, HeadWriter headWriter) {
    this.budget = budget;
    this.headWriter = headWriter;
    this.stripes = Integer.highestOneBit(Runtime.getRuntime().availableProcessors());
    this.slots = new AtomicReferenceArray<>(stripes * SLOTS_PER_STRIPE);
  }

  /**
   * Takes a workspace from the thread's own stripe, or else from the next ones, because a loop
   * takes what workers on other stripes return. Allocates one if none is found; beyond the budget
   * that one is {@linkplain Workspace#isOverdrawn overdrawn}.
   */
  Workspace take() {
    int home = home();
    int most = Math.min(slots.length(), MAX_PROBES);
    for (int i = 0; i < most; i++) {
      int slot = (home + i) & (slots.length() - 1);
      if (slots.getPlain(slot) != null) {
        Workspace taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    boolean isOverdrawn = !budget.take(Workspace.initialBytes());
    if (isOverdrawn) {
      budget.overdraw(Workspace.initialBytes());
    }
    return new Workspace(budget, headWriter, isOverdrawn);
  }

  /** Returns a cleared workspace. It is dropped if the budget is exceeded. */
  void give(Workspace workspace) {
    if (workspace.isOverdrawn || !budget.has(0)) {
      workspace.discard();
      return;
    }
    int home = home();
    for (int i = 0; i < SLOTS_PER_STRIPE; i++) {
      int slot = home + i;
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, workspace)) {
        return;
      }
    }
    workspace.discard();
  }

  private int home() {
    return ((int) Thread.currentThread().threadId() & (stripes - 1)) * SLOTS_PER_STRIPE;
  }
}

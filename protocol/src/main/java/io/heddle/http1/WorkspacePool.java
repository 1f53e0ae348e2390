package io.heddle.http1;

import io.heddle.codec.Budget;
import io.heddle.codec.HeadWriter;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces that no connection uses at the moment. Any thread may take and give. There are as many
 * stripes of slots as processors and a thread keeps to one, so that threads that run at the same
 * time seldom meet; within it the slots are searched from the same end, so that the workspace used
 * last, which a cache still holds, is used next.
 */
final class WorkspacePool {
  /** More unused ones than this are left to the garbage collector. */
  private static final int SLOTS_PER_STRIPE = 64;

  /** To look at so many slots is cheaper than to make a workspace. */
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
   * One of the thread's own stripe, or else of the next ones: a loop takes what workers give, and
   * they may be of different stripes. A new one when none is found; beyond the budget one that is
   * {@linkplain Workspace#isOverdrawn overdrawn}.
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

  /** Takes one back, cleared. None is kept while the budget is exceeded. */
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

package io.heddle.connection;

import io.heddle.codec.Limits;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces that no connection uses at the moment. Any thread may take and give. There is a stripe
 * of slots for each processor, so that threads that run at the same time seldom meet; within it the
 * slots are searched from the same end, so that the workspace used last, which the processor's
 * cache still holds, is used next.
 */
final class WorkspacePool {
  /** More unused ones than this are left to the garbage collector. */
  private static final int SLOTS_PER_STRIPE = 64;

  private final Limits limits;
  private final int stripes;
  private final AtomicReferenceArray<@Nullable Workspace> slots;

  WorkspacePool(Limits limits) {
    this.limits = limits;
    this.stripes = Integer.highestOneBit(Runtime.getRuntime().availableProcessors());
    this.slots = new AtomicReferenceArray<>(stripes * SLOTS_PER_STRIPE);
  }

  Workspace take() {
    int home = home();
    for (int i = 0; i < SLOTS_PER_STRIPE; i++) {
      int slot = home + i;
      if (slots.getPlain(slot) != null) {
        Workspace taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return new Workspace(limits);
  }

  void give(Workspace workspace) {
    workspace.clear();
    int home = home();
    for (int i = 0; i < SLOTS_PER_STRIPE; i++) {
      int slot = home + i;
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, workspace)) {
        return;
      }
    }
  }

  private int home() {
    return ((int) Thread.currentThread().threadId() & stripes - 1) * SLOTS_PER_STRIPE;
  }
}

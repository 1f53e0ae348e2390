package io.heddle.engine.tls;

import io.heddle.engine.Trouble;
import io.heddle.http.Budget;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The buffers for records, each as large as the largest record. Connections take them when bytes
 * arrive or leave, and return them when they are quiet. Thread-safe.
 */
final class RecordBuffers {
  /** The content type, the version and the length. */
  static final int HEADER_BYTES = 5;

  /** The largest content of a record, encrypted; what {@code SSLEngine} accepts and produces. */
  static final int MAX_FRAGMENT_BYTES = 16_704;

  /** Room for an alert or a key update that waits in front of the largest record. */
  private static final int SLACK_BYTES = 512;

  private static final int BUFFER_BYTES = HEADER_BYTES + MAX_FRAGMENT_BYTES + SLACK_BYTES;

  /** Unused buffers beyond this many per processor are left to the garbage collector. */
  private static final int SLOTS_PER_PROCESSOR = 32;

  private final Trouble trouble = Trouble.of(RecordBuffers.class);
  private final Budget budget;
  private final AtomicReferenceArray<@Nullable ByteBuffer> slots =
      new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors() * SLOTS_PER_PROCESSOR);

  RecordBuffers(long maxBytes) {
    budget = new Budget(maxBytes);
  }

  /** Takes an empty buffer, even beyond the budget. */
  ByteBuffer take() {
    ByteBuffer unused = unused(home(), SLOTS_PER_PROCESSOR);
    if (unused == null && !budget.has(BUFFER_BYTES)) {
      unused = unused(0, slots.length());
    }
    if (unused == null) {
      budget.overdraw(BUFFER_BYTES);
      return ByteBuffer.allocate(BUFFER_BYTES);
    }
    return unused.clear();
  }

  private @Nullable ByteBuffer unused(int first, int count) {
    for (int slot = first; slot < first + count; slot++) {
      if (slots.getPlain(slot) != null) {
        ByteBuffer taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** Returns a buffer. It is dropped if the budget is exceeded. */
  void give(ByteBuffer buffer) {
    int home = home();
    for (int i = 0; i < SLOTS_PER_PROCESSOR && !isOverdrawn(); i++) {
      int slot = home + i;
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, buffer)) {
        return;
      }
    }
    budget.give(BUFFER_BYTES);
  }

  /** Each thread prefers some slots, so that threads rarely contend. */
  private int home() {
    int stripes = slots.length() / SLOTS_PER_PROCESSOR;
    return (int) (Thread.currentThread().threadId() % stripes) * SLOTS_PER_PROCESSOR;
  }

  /**
   * Whether there is memory for another client. A quarter of it is kept for those that have been
   * let in.
   */
  boolean mayLetIn() {
    long most = budget.maxBytes() / 4 * 3;
    if (usedBytes() <= most || usedBytes() - unusedBytes() <= most) {
      return true;
    }
    trouble.warnRarely(
        () ->
            "the buffers for TLS records take %,d of %,d KiB: new clients are turned away"
                .formatted(usedBytes() >> 10, budget.maxBytes() >> 10));
    return false;
  }

  private long unusedBytes() {
    long bytes = 0;
    for (int slot = 0; slot < slots.length(); slot++) {
      bytes += slots.getPlain(slot) == null ? 0 : BUFFER_BYTES;
    }
    return bytes;
  }

  /** Whether the buffers use more memory than they may. */
  boolean isOverdrawn() {
    return !budget.has(0);
  }

  /** Memory used by the buffers, including unused ones. */
  long usedBytes() {
    return budget.usedBytes();
  }
}

package io.heddle.app.study.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a setting needs of the server's JVM.
 *
 * @param isOwn whether nothing else may be measured in the same process
 * @param heap the heap, or null for that of the study
 * @param collector the collector, or null for that of the study
 */
public record Jvm(boolean isOwn, @Nullable String heap, @Nullable String collector) {
  /** Shares a process with the other settings. */
  public static final Jvm SHARED = new Jvm(false, null, null);

  /** A process of its own, like the others. */
  public static final Jvm OWN = new Jvm(true, null, null);

  public static Jvm withHeap(String heap) {
    return new Jvm(true, heap, null);
  }

  public static Jvm withCollector(String collector) {
    return new Jvm(true, null, collector);
  }
}

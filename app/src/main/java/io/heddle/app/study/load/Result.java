package io.heddle.app.study.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a job.
 *
 * @param startedAt when the measurement started
 * @param tally what all loops have counted together
 * @param cpuNanos processor time of this process within the window
 * @param busyShare of the busiest loop
 * @param limit why the figures do not count; null if they do
 */
record Result(
    Instant startedAt,
    Window window,
    Tally tally,
    long cpuNanos,
    double busyShare,
    @Nullable Limit limit) {}

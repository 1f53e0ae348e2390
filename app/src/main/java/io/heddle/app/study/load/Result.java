package io.heddle.app.study.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a job.
 *
 * @param startedAt when the measurement started
 * @param tally what all loops have counted together
 * @param starved how many clients waited for a response during the whole window
 * @param cpuNanos processor time of this process within the window
 * @param busyShare of the busiest loop
 * @param limit why the figures do not count; null if they do
 */
record Result(
    Instant startedAt,
    Window window,
    Tally tally,
    int starved,
    long cpuNanos,
    double busyShare,
    @Nullable Limit limit) {}

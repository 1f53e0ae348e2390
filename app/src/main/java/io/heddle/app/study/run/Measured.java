package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement found out.
 *
 * @param job the generator's job, or what was done instead
 * @param result the generator's result; null if it had no part in it
 */
record Measured(
    Map<String, Object> job, @Nullable LoadResult result, Map<Figure, Double> figures) {}

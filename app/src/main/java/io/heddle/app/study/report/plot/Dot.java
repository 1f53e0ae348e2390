package io.heddle.app.study.report.plot;

/**
 * One measured value.
 *
 * @param round the round it is of
 * @param isOutlier whether it is drawn as one
 * @param title what a reader sees who points at it
 */
public record Dot(double x, double y, int round, boolean isOutlier, String title) {}

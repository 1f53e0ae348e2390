package io.heddle.app.study.report;

/**
 * A plot with its caption.
 *
 * @param note what to know to read it, or empty
 * @param svg the plot
 */
record PlotCard(String caption, String note, String svg) {}

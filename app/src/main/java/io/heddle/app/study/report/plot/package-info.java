/**
 * Plots as SVG, from parts: scales, axes, series and labels. They know numbers and words, and
 * nothing of studies.
 */
package io.heddle.app.study.report.plot;

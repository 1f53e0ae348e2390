/**
 * Reads the results of simulations from Gatling's {@code simulation.log} and prints the runs of
 * several servers side by side. {@code bin/compare} starts the program {@link
 * io.heddle.gatling.report.Compare}. No other package imports this one.
 */
@NullMarked
package io.heddle.gatling.report;

import org.jspecify.annotations.NullMarked;

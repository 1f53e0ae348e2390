/**
 * Reads the results of simulations from Gatling's {@code simulation.log} and puts the runs of
 * several servers side by side in a {@link io.heddle.gatling.report.Comparison}. It imports no
 * other package of this project.
 */
@NullMarked
package io.heddle.gatling.report;

import org.jspecify.annotations.NullMarked;

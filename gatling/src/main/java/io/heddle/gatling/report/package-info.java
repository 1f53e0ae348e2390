/**
 * The results of simulations, read from Gatling's {@code simulation.log}. The logs of one run on
 * each of several servers come in; one table that sets them side by side goes out. Nobody imports
 * it: {@link io.heddle.gatling.report.Compare} is a program, which {@code bin/compare} starts.
 */
@NullMarked
package io.heddle.gatling.report;

import org.jspecify.annotations.NullMarked;

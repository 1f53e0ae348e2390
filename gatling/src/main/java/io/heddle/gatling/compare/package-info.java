/**
 * The program behind {@code bin/compare}: it starts servers and Gatling in turn, notes what both
 * use, and prints the results with {@link io.heddle.gatling.report.Comparison}. Words of the
 * command line enter; a table, and a folder with everything that was printed or measured, leave. No
 * other package imports this one.
 */
@NullMarked
package io.heddle.gatling.compare;

import org.jspecify.annotations.NullMarked;

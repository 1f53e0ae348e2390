/**
 * Runs a benchmark of Hyperfoil in this process, without its controller and its agents. A file of
 * YAML enters, and JSON leaves, in the form of Hyperfoil's own export. It knows nothing of Heddle:
 * the study writes the benchmarks and reads the results.
 */
@NullMarked
package io.heddle.hyperfoil;

import org.jspecify.annotations.NullMarked;

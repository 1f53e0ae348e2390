/**
 * Points of a study as benchmarks of Hyperfoil, a load generator that is not ours, and what its
 * runs have measured. Settings enter and YAML leaves; JSON enters and records of {@code data}
 * leave. It runs nothing: Hyperfoil is another program.
 */
package io.heddle.app.study.hyperfoil;

/**
 * What a study measures, before anything runs: the workloads with their points, the variants, and
 * how long it takes.
 */
package io.heddle.app.study.plan;

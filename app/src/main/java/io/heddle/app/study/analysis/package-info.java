/**
 * What the cells of a study show, and what they do not. An archive enters; estimates, comparisons
 * and crossings with their uncertainty leave. Knows nothing of how they are presented.
 */
package io.heddle.app.study.analysis;

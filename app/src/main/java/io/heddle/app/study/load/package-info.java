/**
 * The load generator of a study, a program of its own. Jobs enter as lines of JSON on stdin, and
 * results leave as lines of JSON on stdout. It knows HTTP only through {@code codec} and nothing of
 * studies.
 */
package io.heddle.app.study.load;

/**
 * The command line, one file a group of options. Words enter, checked values leave. Only the
 * program's main package imports it.
 */
package io.heddle.app.cli;

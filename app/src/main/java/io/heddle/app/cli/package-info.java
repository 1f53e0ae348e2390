/**
 * The command line: a file for each group of options. Arguments and variables enter, checked values
 * leave. Only the program's main package imports it.
 */
package io.heddle.app.cli;

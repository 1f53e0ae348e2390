/**
 * The command line, with one file per group of options. It turns arguments and environment
 * variables into checked values. Only the program's main package imports it.
 */
package io.heddle.app.cli;

/** The command {@code app study}: its options, its subcommands and what it prints. */
package io.heddle.app.study.cli;

/** Shows the results of studies: verdicts, pages with plots, tables and files for programs. */
package io.heddle.app.study.report;

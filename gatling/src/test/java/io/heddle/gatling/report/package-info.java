/** Tests of the report, on logs that are made here and on one that Gatling itself has written. */
@NullMarked
package io.heddle.gatling.report;

import org.jspecify.annotations.NullMarked;

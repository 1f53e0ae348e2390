/** Tests of the report, with generated logs and with one that Gatling wrote. */
@NullMarked
package io.heddle.gatling.report;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.heddle.gatling.compare;

import org.jspecify.annotations.NullMarked;

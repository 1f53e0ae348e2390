/** What simulations and {@code bin/compare} both know. It imports no other package. */
@NullMarked
package io.heddle.gatling;

import org.jspecify.annotations.NullMarked;

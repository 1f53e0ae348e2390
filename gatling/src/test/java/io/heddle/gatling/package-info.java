/**
 * The simulations, one per file, and the classes that they share: {@link
 * io.heddle.gatling.Parameters} reads the {@code -D} options, {@link io.heddle.gatling.Load}
 * determines how users arrive. README.md of this module lists all simulations.
 */
@NullMarked
package io.heddle.gatling;

import org.jspecify.annotations.NullMarked;

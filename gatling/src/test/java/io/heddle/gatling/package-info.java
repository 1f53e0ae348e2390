/**
 * The load: one simulation per file, each a question to a server, and beside them the few things
 * they share. {@link io.heddle.gatling.Parameters} is what a user says with {@code -D}, {@link
 * io.heddle.gatling.Load} is how users come. README.md of this module lists them all.
 */
@NullMarked
package io.heddle.gatling;

import org.jspecify.annotations.NullMarked;

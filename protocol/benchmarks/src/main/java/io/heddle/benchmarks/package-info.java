/**
 * Measures the parts of the protocol one by one, without sockets, and next to the same parts of
 * other servers. JMH runs it; nothing else depends on it.
 */
@NullMarked
package io.heddle.benchmarks;

import org.jspecify.annotations.NullMarked;

/** Hyperfoil's runner, a real server, and the study's benchmarks between them. */
@NullMarked
package io.heddle.hyperfoil;

import org.jspecify.annotations.NullMarked;

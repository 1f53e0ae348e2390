/**
 * The program: the only place that knows everything. {@link io.heddle.app.Main} reads the command
 * line and {@link io.heddle.app.Server} puts the parts together. Nobody imports it.
 */
package io.heddle.app;

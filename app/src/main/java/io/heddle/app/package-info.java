/**
 * The program. {@link io.heddle.app.Main} reads the command line and {@link io.heddle.app.Server}
 * creates and connects all parts. No other package imports it.
 */
package io.heddle.app;

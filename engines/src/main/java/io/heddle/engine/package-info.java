/**
 * What the engines share: lifecycle, configuration, the listening socket and the connection count.
 * An engine takes a {@link io.heddle.connection.Protocol} and serves it. This package imports the
 * protocol; the engines and the app import it.
 */
package io.heddle.engine;

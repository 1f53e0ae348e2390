/**
 * What the engines share: their lifecycle, their configuration, the listening socket and the count
 * of connections. A {@link io.heddle.connection.Protocol} enters, a running server leaves. It
 * imports the protocol; the engines and the app import it.
 */
package io.heddle.engine;

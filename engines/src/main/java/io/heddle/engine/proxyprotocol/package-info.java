/**
 * The PROXY protocol on any engine: a proxy announces the client of each connection before anything
 * else. A {@link io.heddle.engine.Layer} reads that, under TLS and the protocol.
 */
package io.heddle.engine.proxyprotocol;

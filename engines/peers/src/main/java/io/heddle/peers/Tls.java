package io.heddle.peers;

import java.nio.file.Path;

/**
 * What a server needs for TLS on a second port.
 *
 * @param port the port of 127.0.0.1
 * @param certificate a PEM file
 * @param key its key, a PEM file too
 */
record Tls(int port, Path certificate, Path key) {}

package io.heddle.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the clients of a virtual server are led to HTTPS.
 *
 * @param redirectPort where plain requests are redirected to; 0 is the port that HTTPS really has,
 *     and empty means that they are served
 * @param strictTime how long browsers use only HTTPS; empty if they are not told to
 */
public record HttpsConfig(OptionalInt redirectPort, Optional<Duration> strictTime) {}

package io.heddle.app.config;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how the clients of a virtual server are led to HTTPS. */
final class HttpsReader {
  private static final String REDIRECT = "tls-redirect";
  private static final String HSTS = "hsts";
  private static final int MAX_PORT = 65_535;
  private static final int YEAR_SECONDS = 31_536_000;

  private final Block block;
  private final boolean hasTls;
  private final boolean hasPlain;

  /**
   * A reader.
   *
   * @param listens of the server
   */
  HttpsReader(Block block, Collection<ListenAddress> listens) {
    this.block = block;
    this.hasTls = listens.stream().anyMatch(ListenAddress::isTls);
    this.hasPlain = listens.isEmpty() || !listens.stream().allMatch(ListenAddress::isTls);
  }

  HttpsConfig read() {
    OptionalInt redirect = number(REDIRECT, MAX_PORT, 0);
    OptionalInt hsts = number(HSTS, Integer.MAX_VALUE, YEAR_SECONDS);
    if (!block.isWrong(ServerReader.LISTEN)) {
      if (redirect.isPresent() && redirect.getAsInt() == 0 && !hasTls) {
        block.mistake(
            REDIRECT, "no address has tls: write the port of HTTPS, or a listen with tls");
      }
      if (redirect.isPresent() && !hasPlain) {
        block.mistake(REDIRECT, "all addresses have tls: remove this");
      }
      if (hsts.isPresent() && !hasTls) {
        block.mistake(HSTS, "no address has tls: write a listen with tls, or remove this");
      }
    }
    Optional<Duration> time =
        hsts.isPresent() ? Optional.of(Duration.ofSeconds(hsts.getAsInt())) : Optional.empty();
    return new HttpsConfig(redirect, time);
  }

  /** A number; {@code on} is the usual one. */
  private OptionalInt number(String key, int most, int usual) {
    if (block.is(key, "on") || block.is(key, "true")) {
      return OptionalInt.of(usual);
    }
    return block.is(key, "off") || block.is(key, "false")
        ? OptionalInt.empty()
        : block.number(key, 0, most);
  }
}

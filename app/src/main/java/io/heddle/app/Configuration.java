package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ServerConfig;
import java.util.List;

/**
 * What the user wants to be served.
 *
 * @param servers virtual servers; if there are none, the options describe the only site
 */
record Configuration(Options options, List<ServerConfig> servers) {
  /** Options without a configuration file. */
  static Configuration of(Options options) {
    return new Configuration(options, List.of());
  }
}

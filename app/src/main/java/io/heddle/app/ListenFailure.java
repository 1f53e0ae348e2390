package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** Why the server cannot listen, and what to do about it: the setting that names the address. */
final class ListenFailure {
  private final IOException cause;
  private final String message;
  private final Configuration configuration;

  private ListenFailure(IOException cause, Configuration configuration) {
    this.cause = cause;
    this.message = String.valueOf(cause.getMessage());
    this.configuration = configuration;
  }

  /**
   * The failure to start an engine.
   *
   * @param cause names the address
   */
  static StartupException of(IOException cause, Configuration configuration) {
    ListenFailure failure = new ListenFailure(cause, configuration);
    return new StartupException(failure.message + "; " + failure.remedy(), cause);
  }

  private String remedy() {
    if (cause.getCause() instanceof UnsupportedOperationException) {
      return "this system cannot share a port: remove --reuse-port";
    }
    if (!(cause.getCause() instanceof BindException)) {
      return "raise the number of files that this process may open (ulimit -n)";
    }
    if (message.contains("in use")) {
      return "stop the program that listens there, or choose another port "
          + placeOfPort()
          + " (0 picks a free one)";
    }
    return placeInFile()
        .map(place -> "choose an address of this machine, or a port that you may use, " + place)
        .orElseGet(
            () ->
                "choose an address of this machine "
                    + placeOf("host")
                    + ", or a port that you may use "
                    + placeOfPort());
  }

  private String placeOfPort() {
    return placeInFile().orElseGet(() -> placeOf(isOnTlsPort() ? "tls-port" : "port"));
  }

  /** Where a virtual server has this address; empty if none names it. */
  private Optional<String> placeInFile() {
    return configuration.servers().stream()
        .map(ServerConfig::listenPlaces)
        .flatMap(places -> places.entrySet().stream())
        .filter(place -> isAt(place.getKey().address()))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(place -> "at " + place);
  }

  private boolean isAt(InetSocketAddress address) {
    return message.contains(" " + address.getHostString() + ":" + address.getPort() + ": ");
  }

  private boolean isOnTlsPort() {
    return configuration.options().tls().port().stream()
        .anyMatch(port -> message.contains(":" + port + ": "));
  }

  /** Where an option has its value from. */
  private String placeOf(String option) {
    Options options = configuration.options();
    String flag = "--" + option;
    return options
        .place(option)
        .filter(place -> !place.equals(flag))
        .map(place -> place.indexOf(':') < 0 ? "with " + place : "at " + place)
        .orElse("with " + flag);
  }
}

package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why the server cannot listen, and what to do about it: the setting that names the address. */
final class ListenFailure {
  private final IOException cause;
  private final String message;
  private final Configuration configuration;
  private final List<InetSocketAddress> own;

  private ListenFailure(
      IOException cause, Configuration configuration, List<InetSocketAddress> own) {
    this.cause = cause;
    this.own = own;
    this.message = String.valueOf(cause.getMessage());
    this.configuration = configuration;
  }

  /**
   * The failure of an engine to listen as a configuration says.
   *
   * @param cause names the address
   * @param own where the server listens already
   */
  static StartupException of(
      IOException cause, Configuration configuration, List<InetSocketAddress> own) {
    ListenFailure failure = new ListenFailure(cause, configuration, own);
    return new StartupException(failure.message + "; " + failure.remedy(), cause);
  }

  private String remedy() {
    if (cause.getCause() instanceof UnsupportedOperationException) {
      return "this system cannot share a port: remove --reuse-port";
    }
    if (!(cause.getCause() instanceof BindException)) {
      return "raise the number of files that this process may open (ulimit -n)";
    }
    Optional<InetAddress> taken =
        own.stream()
            .filter(address -> isOnPort(address.getPort()))
            .map(InetSocketAddress::getAddress)
            .findFirst();
    if (message.contains("in use") && taken.isPresent()) {
      return "this server has the port already, at "
          + shown(taken.get())
          + ": restart it, or choose another port "
          + placeOfPort();
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

  private static String shown(InetAddress address) {
    return address.isAnyLocalAddress() ? "all addresses" : address.getHostAddress();
  }

  private boolean isOnPort(int port) {
    return message.contains(":" + port + ": ");
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
    return configuration.options().tls().port().stream().anyMatch(this::isOnPort);
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

package io.heddle.app;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The service manager that started the process, such as systemd. It is notified when the server is
 * ready and when it stops, and as long as the server works, if it asks for that (sd_notify(3)). If
 * it does not ask for anything, nothing happens.
 */
final class ServiceManager {
  private static final String READY = "READY=1";
  private static final String STOPPING = "STOPPING=1";
  private static final String ALIVE = "WATCHDOG=1";

  /** Up to thirty years. */
  private static final Pattern MICROS = Pattern.compile("[1-9][0-9]{0,14}");

  private final Optional<NotifySocket> socket;
  private final Optional<Duration> limit;
  private Optional<Watchdog> watchdog = Optional.empty();
  private volatile boolean hasFailed;

  private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> limit) {
    this.socket = socket;
    this.limit = limit;
  }

  /**
   * The service manager that these environment variables describe.
   *
   * @param pid of this process
   */
  static ServiceManager of(Map<String, String> variables, long pid) {
    String address = variables.getOrDefault("NOTIFY_SOCKET", "");
    boolean isKnown = address.startsWith("/") || address.startsWith("@");
    return new ServiceManager(
        isKnown ? Optional.of(new NotifySocket(address)) : Optional.empty(), limit(variables, pid));
  }

  /** How long the manager waits for a sign of life; empty if it does not watch this process. */
  static Optional<Duration> limit(Map<String, String> variables, long pid) {
    String micros = variables.getOrDefault("WATCHDOG_USEC", "");
    String watched = variables.getOrDefault("WATCHDOG_PID", "");
    boolean isMeant = watched.isEmpty() || watched.equals(Long.toString(pid));
    return isMeant && MICROS.matcher(micros).matches()
        ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
        : Optional.empty();
  }

  /**
   * Notifies it that the server is ready, and starts the signs of life.
   *
   * @param status what the server does, on one line
   * @param serves whether connections have waited for less than a time
   */
  void ready(String status, Predicate<Duration> serves) {
    if (socket.isPresent()) {
      send(READY + "\nSTATUS=" + status);
      watchdog = limit.map(time -> Watchdog.start(time, serves, () -> send(ALIVE)));
    }
  }

  /** Notifies it that the server finishes its requests and then ends. */
  void stopping() {
    watchdog.ifPresent(Watchdog::end);
    send(STOPPING);
  }

  /** Sends a notification. Only the first failure is reported. */
  private void send(String text) {
    if (socket.isEmpty() || hasFailed) {
      return;
    }
    NotifySocket to = socket.get();
    try {
      to.send(text);
    } catch (IOException e) {
      hasFailed = true;
      Messages.warn(
          "cannot notify the service manager (NOTIFY_SOCKET="
              + to.address()
              + ": "
              + e.getMessage()
              + "), so it may stop this server: use Type=exec without WatchdogSec");
    }
  }
}

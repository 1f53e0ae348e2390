package io.heddle.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Reloads the configuration of a running server: reads it again, builds everything that it
 * describes, and puts that in place at once. If anything is wrong, all mistakes are logged and the
 * old configuration stays, completely. The access log is reopened first, and in any case, because
 * its file may have been renamed. Any thread may ask for a reload.
 */
final class Reloading {
  private static final Logger LOG = System.getLogger(Reloading.class.getName());

  private enum State {
    IDLE,
    RUNNING,
    /** A reload runs, and may have read the configuration before it was changed once more. */
    AGAIN
  }

  private final Server server;
  private final Supplier<Reading> source;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /**
   * Reloads of a server.
   *
   * @param source reads the configuration
   */
  Reloading(Server server, Supplier<Reading> source) {
    this.server = server;
    this.source = source;
  }

  /**
   * Reloads soon, on another thread. However often this is called during a reload, one more
   * follows.
   */
  void request() {
    server.reopenLogs();
    State before = state.getAndUpdate(now -> now == State.IDLE ? State.RUNNING : State.AGAIN);
    if (before == State.IDLE) {
      Thread.ofPlatform().name("reload").daemon().start(this::run);
    }
  }

  private void run() {
    State next = State.RUNNING;
    while (next == State.RUNNING) {
      reload();
      next = state.updateAndGet(now -> now == State.AGAIN ? State.RUNNING : State.IDLE);
    }
  }

  private void reload() {
    List<String> mistakes;
    try {
      mistakes = mistakes();
    } catch (OutOfMemoryError | InternalError | UnknownError e) {
      throw e; // nothing catches it, so it ends the process
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a reload failed", e);
      mistakes = List.of("the server has a fault: " + e);
    }
    if (server.isStopping() && !mistakes.isEmpty()) {
      Messages.info("not reloaded: the server is stopping");
      return;
    }
    mistakes.forEach(Messages::error);
    boolean isSuccessful = mistakes.isEmpty();
    server.configMetrics().ifPresent(metrics -> metrics.reloaded(isSuccessful));
    if (isSuccessful) {
      Messages.info("reloaded: the server uses the new configuration");
    } else {
      Messages.error(
          "not reloaded: the old configuration stays until these mistakes are corrected");
    }
  }

  /** Reloads; returns everything that prevents it. */
  private List<String> mistakes() {
    return switch (source.get()) {
      case Reading.Wrong(List<String> mistakes) -> mistakes;
      case Reading.Valid(Configuration configuration, List<String> warnings, var _) -> {
        warnings.forEach(Messages::warn);
        yield mistakes(configuration);
      }
      case Reading.Text _ -> throw new IllegalStateException("a server was started, not a text");
    };
  }

  private List<String> mistakes(Configuration configuration) {
    try {
      server.apply(configuration);
      Messages.changeLogs(configuration.options().messages());
      return List.of();
    } catch (StartupException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}

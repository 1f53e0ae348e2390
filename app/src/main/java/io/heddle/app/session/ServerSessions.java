package io.heddle.app.session;

import io.heddle.session.MemorySessions;
import io.heddle.session.SessionStore;
import io.heddle.session.Sessions;

/** The sessions of a server, with the store that keeps them. */
public final class ServerSessions implements AutoCloseable {
  private final Sessions filter;
  private final Runnable closing;

  private ServerSessions(SessionStore store, SessionConfig config, Runnable closing) {
    this.filter = new Sessions(store, config.limits());
    this.closing = closing;
  }

  /** Opens the store. If it is another server, that may be out of reach until it is needed. */
  public static ServerSessions open(SessionConfig config) {
    if (config.redis().isPresent()) {
      RedisSessions store = new RedisSessions(config.redis().get(), config.limits());
      return new ServerSessions(store, config, store::close);
    }
    SessionStore store =
        new MemorySessions(config.limits(), config.maxSessions(), System::nanoTime);
    return new ServerSessions(store, config, () -> {});
  }

  /** The filter that gives requests their sessions. */
  public Sessions filter() {
    return filter;
  }

  @Override
  public void close() {
    closing.run();
  }
}

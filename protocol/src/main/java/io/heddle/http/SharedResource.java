package io.heddle.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Something that many responses use at the same time, such as an open file. It is closed when
 * nobody uses it any more. Thread-safe.
 */
public final class SharedResource {
  private static final int CLOSED = 0;

  private final Closeable resource;

  /** How many use it: its creator, and each response. */
  private final AtomicInteger users = new AtomicInteger(1);

  /** Takes the resource over, for one user. */
  public SharedResource(Closeable resource) {
    this.resource = resource;
  }

  /** One more use, which the user closes; null if it has been closed. */
  public @Nullable Closeable use() {
    int now = users.get();
    while (now != CLOSED && !users.compareAndSet(now, now + 1)) {
      now = users.get();
    }
    return now == CLOSED ? null : new Use();
  }

  /** One use. Closing it again has no effect. */
  private final class Use implements Closeable {
    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public void close() throws IOException {
      if (ended.compareAndSet(false, true)) {
        release();
      }
    }
  }

  /** Ends the use of its creator, who calls this once. The last user closes it. */
  public void release() throws IOException {
    if (users.decrementAndGet() == CLOSED) {
      resource.close();
    }
  }
}

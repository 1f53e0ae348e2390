package io.heddle.exchange;

import io.heddle.connection.Phase;
import io.heddle.http.HttpException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An observer that logs the failures of another one, so that they affect neither clients nor
 * connection counts. To keep the log short, it logs only failures number 1, 2, 4, 8 and so on.
 */
final class GuardedObserver implements Observer {
  private static final Logger LOG = System.getLogger(GuardedObserver.class.getName());

  private final Observer observer;
  private final AtomicLong failures = new AtomicLong();

  GuardedObserver(Observer observer) {
    this.observer = observer;
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      log(e);
    }
  }

  private void log(Throwable e) {
    if (e instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    long count = failures.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.log(Level.ERROR, "the observer has failed " + count + " times", e);
    }
  }

  @Override
  public void opened() {
    guard(observer::opened);
  }

  @Override
  public void closed() {
    guard(observer::closed);
  }

  @Override
  public void received(long bytes) {
    // Without a lambda, since this runs for each request.
    try {
      observer.received(bytes);
    } catch (RuntimeException | Error e) {
      log(e);
    }
  }

  @Override
  public void sent(long bytes) {
    // Without a lambda, since this runs for each request.
    try {
      observer.sent(bytes);
    } catch (RuntimeException | Error e) {
      log(e);
    }
  }

  @Override
  public void delayed() {
    guard(observer::delayed);
  }

  @Override
  public void responded(Exchange exchange) {
    try {
      observer.responded(exchange);
    } catch (RuntimeException | Error e) {
      log(e);
    }
  }

  @Override
  public void abandoned(Exchange exchange) {
    guard(() -> observer.abandoned(exchange));
  }

  @Override
  public void refused(HttpException refusal) {
    guard(() -> observer.refused(refusal));
  }

  @Override
  public void expired(Phase phase) {
    guard(() -> observer.expired(phase));
  }

  @Override
  public void failed(Exchange soFar, Throwable failure) {
    guard(() -> observer.failed(soFar, failure));
  }
}

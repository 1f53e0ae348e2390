package io.heddle.app.watch;

import io.heddle.connection.Exchange;
import io.heddle.connection.Observer;
import io.heddle.connection.Phase;
import io.heddle.http.HttpException;
import java.util.List;

/** Several observers as one. */
public final class Observers implements Observer {
  private final Observer[] all;

  private Observers(Observer[] all) {
    this.all = all;
  }

  /** One that tells all of these, in this order. */
  public static Observer of(List<Observer> observers) {
    return new Observers(observers.toArray(new Observer[0]));
  }

  @Override
  public void opened() {
    for (Observer observer : all) {
      observer.opened();
    }
  }

  @Override
  public void closed() {
    for (Observer observer : all) {
      observer.closed();
    }
  }

  @Override
  public void received(long octets) {
    for (Observer observer : all) {
      observer.received(octets);
    }
  }

  @Override
  public void sent(long octets) {
    for (Observer observer : all) {
      observer.sent(octets);
    }
  }

  @Override
  public void responded(Exchange exchange) {
    for (Observer observer : all) {
      observer.responded(exchange);
    }
  }

  @Override
  public void refused(HttpException refusal) {
    for (Observer observer : all) {
      observer.refused(refusal);
    }
  }

  @Override
  public void expired(Phase phase) {
    for (Observer observer : all) {
      observer.expired(phase);
    }
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    for (Observer observer : all) {
      observer.failed(exchange, failure);
    }
  }
}

package io.heddle.engine;

import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.http.HttpException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An observer that counts and records its calls. */
final class Recorder implements Observer {
  /**
   * The record of a response.
   *
   * @param route the route's name
   * @param contentBytes of content, as recorded
   */
  record Answer(String route, int status, long contentBytes) {}

  private final Trap trap = new Trap();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger writes = new AtomicInteger();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<Phase> expired = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

  @Override
  public void opened() {
    opened.incrementAndGet();
    trap.reach(Moment.OPENED);
  }

  @Override
  public void closed() {
    closed.incrementAndGet();
    trap.reach(Moment.CLOSED);
  }

  @Override
  public void received(long bytes) {
    received.addAndGet(bytes);
    trap.reach(Moment.RECEIVED);
  }

  @Override
  public void sent(long bytes) {
    sent.addAndGet(bytes);
    writes.incrementAndGet();
    trap.reach(Moment.SENT);
  }

  @Override
  public void delayed() {
    trap.reach(Moment.DELAYED);
  }

  @Override
  public void responded(Exchange exchange) {
    answers.add(
        new Answer(exchange.route().name(), exchange.status().code(), exchange.contentBytes()));
    trap.reach(Moment.RESPONDED);
  }

  @Override
  public void abandoned(Exchange exchange) {
    trap.reach(Moment.ABANDONED);
  }

  @Override
  public void refused(HttpException refusal) {
    refusals.add(refusal.status().code());
    trap.reach(Moment.REFUSED);
  }

  @Override
  public void expired(Phase phase) {
    expired.add(phase);
    trap.reach(Moment.EXPIRED);
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    failures.add(failure);
    trap.reach(Moment.FAILED);
  }

  /** How many connections were opened. */
  int accepted() {
    return opened.get();
  }

  /** How many connections are open now. */
  int open() {
    return opened.get() - closed.get();
  }

  long received() {
    return received.get();
  }

  long sent() {
    return sent.get();
  }

  /** How many times bytes were sent. */
  int writes() {
    return writes.get();
  }

  int responded() {
    return answers.size();
  }

  /** The recorded responses. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Actions to run inside the observer's calls. */
  Trap trap() {
    return trap;
  }

  List<Phase> expired() {
    return List.copyOf(expired);
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  List<Integer> refusals() {
    return List.copyOf(refusals);
  }

  void awaitConnections(int count) {
    Await.until(count + " connections are open", () -> open() == count);
  }

  void awaitNoConnection() {
    Await.until("each connection is closed once", () -> closed.get() == opened.get());
  }
}

package io.heddle.app.metrics;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections, responses and bytes since the start. Any thread may read it. */
public final class Totals implements Observer {
  private static final int STATUS_CLASSES = 6;

  private final String engine;
  private final InstantSource clock;
  private final long startMillis;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder[] responses = new LongAdder[STATUS_CLASSES];

  /** Counts from zero, for the engine with this name. */
  public Totals(String engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
    this.startMillis = clock.millis();
    for (int i = 0; i < STATUS_CLASSES; i++) {
      responses[i] = new LongAdder();
    }
  }

  @Override
  public void opened() {
    accepted.increment();
    int now = open.incrementAndGet();
    peak.accumulateAndGet(now, Math::max);
  }

  @Override
  public void closed() {
    open.decrementAndGet();
  }

  @Override
  public void received(long bytes) {
    bytesIn.add(bytes);
  }

  @Override
  public void sent(long bytes) {
    bytesOut.add(bytes);
  }

  @Override
  public void responded(Exchange exchange) {
    responses[exchange.status().code() / 100].increment();
  }

  public String engine() {
    return engine;
  }

  public long uptimeSeconds() {
    return (clock.millis() - startMillis) / 1000;
  }

  /** The number of open connections. */
  public int open() {
    return open.get();
  }

  /** The largest number of connections that were open at once. */
  public int peak() {
    return peak.get();
  }

  /** The number of connections since the start. */
  public long accepted() {
    return accepted.sum();
  }

  /** Bytes received. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Bytes sent. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Responses of a class of statuses: 2 means 200 to 299. */
  public long responses(int statusClass) {
    return responses[statusClass].sum();
  }
}

package io.heddle.app.metrics;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections, responses and octets since the start. Any thread may read it. */
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

  /** Counts of nothing yet, for the engine of this name. */
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
  public void received(long octets) {
    bytesIn.add(octets);
  }

  @Override
  public void sent(long octets) {
    bytesOut.add(octets);
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

  /** Connections at this moment. */
  public int open() {
    return open.get();
  }

  /** The most connections there were at a time. */
  public int peak() {
    return peak.get();
  }

  /** All connections there ever were. */
  public long accepted() {
    return accepted.sum();
  }

  /** Octets received. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Octets sent. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Responses of a class: 2 for those from 200 to 299. */
  public long responses(int statusClass) {
    return responses[statusClass].sum();
  }
}

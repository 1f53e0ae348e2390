package io.heddle.connection;

import io.heddle.codec.DateField;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.Limits;
import io.heddle.http.Site;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What all connections of a server share. Any thread may use it. */
public final class Protocol {
  final Site site;
  final Limits limits;
  final Observer observer;
  final HeadWriter headWriter;
  final LongSupplier nanoTime;
  final WorkspacePool workspaces;
  private volatile boolean draining;

  /**
   * The protocol for a site whose requests are not timed.
   *
   * @param clock dates the responses
   */
  public Protocol(Site site, Limits limits, Observer observer, InstantSource clock) {
    this(site, limits, observer, clock, () -> 0);
  }

  /**
   * The protocol for a site.
   *
   * @param clock dates the responses
   * @param nanoTime times the requests: nanoseconds of a clock that never goes back, read twice a
   *     request
   */
  public Protocol(
      Site site, Limits limits, Observer observer, InstantSource clock, LongSupplier nanoTime) {
    this.site = site;
    this.limits = limits;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.headWriter = new HeadWriter(new DateField(clock));
    this.workspaces = new WorkspacePool(limits);
  }

  public Observer observer() {
    return observer;
  }

  /** From now on each connection ends with its next response. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }
}

package io.heddle.connection;

import io.heddle.codec.DateField;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.Limits;
import io.heddle.http.Site;
import java.time.InstantSource;

/** What all connections of a server share. Any thread may use it. */
public final class Protocol {
  final Site site;
  final Limits limits;
  final Observer observer;
  final HeadWriter headWriter;
  final WorkspacePool workspaces;
  private volatile boolean draining;

  /** The protocol for a site, with the clock that dates its responses. */
  public Protocol(Site site, Limits limits, Observer observer, InstantSource clock) {
    this.site = site;
    this.limits = limits;
    this.observer = observer;
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

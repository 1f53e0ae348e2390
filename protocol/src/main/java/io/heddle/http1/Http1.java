package io.heddle.http1;

import io.heddle.codec.DateField;
import io.heddle.codec.HeadWriter;
import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.exchange.Service;
import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import java.time.InstantSource;

/** The HTTP/1.1 and HTTP/1.0 protocol (RFC 9112). Thread-safe. */
public final class Http1 implements Protocol {
  /** Buffers may use this fraction of the heap: one fourth. */
  private static final int HEAP_SHARE = 4;

  final Service service;
  final WorkspacePool workspaces;
  private final Budget budget;

  /** A protocol for a service, with the system clock and a quarter of the heap for buffers. */
  public Http1(Service service) {
    this(service, InstantSource.system(), Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * A protocol for a service.
   *
   * @param clock for the Date field
   * @param maxBufferBytes memory for the buffers of all busy connections; beyond that, clients get
   *     a 503
   */
  public Http1(Service service, InstantSource clock, long maxBufferBytes) {
    this.service = service;
    this.budget = new Budget(maxBufferBytes);
    this.workspaces = new WorkspacePool(budget, new HeadWriter(new DateField(clock)));
  }

  private Http1(Service service, Budget budget, WorkspacePool workspaces) {
    this.service = service;
    this.budget = budget;
    this.workspaces = workspaces;
  }

  /** Shares the memory for buffers with the whole. */
  @Override
  public Protocol part() {
    return new Http1(service.part(), budget, workspaces);
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
    return new Http1Connection(service, workspaces, info, idleBytes, driver);
  }

  @Override
  public Timeouts timeouts() {
    return service.timeouts();
  }

  @Override
  public void drain() {
    service.drain();
  }

  @Override
  public boolean isDraining() {
    return service.isDraining();
  }

  /** Memory used by the buffers of busy connections and by pooled buffers. */
  public long bufferBytes() {
    return budget.usedBytes();
  }

  /** The limit for {@link #bufferBytes}. */
  public long maxBufferBytes() {
    return budget.maxBytes();
  }
}

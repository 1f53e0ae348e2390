package io.heddle.http1;

import io.heddle.codec.Budget;
import io.heddle.codec.DateField;
import io.heddle.codec.HeadWriter;
import io.heddle.connection.Connection;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.exchange.Service;
import io.heddle.http.ConnectionInfo;
import java.time.InstantSource;

/** HTTP/1.1 and HTTP/1.0 (RFC 9112). Any thread may use it. */
public final class Http1 implements Protocol {
  /** The part of the heap that buffers may take, as a divisor. */
  private static final int HEAP_SHARE = 4;

  final Service service;
  final WorkspacePool workspaces;
  private final Budget budget;

  /** The protocol for a service, by the system's clock and with a quarter of the heap. */
  public Http1(Service service) {
    this(service, InstantSource.system(), Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * The protocol for a service.
   *
   * @param clock dates the responses
   * @param maxBufferBytes how much memory the buffers of busy connections may take together; beyond
   *     that, clients are answered 503
   */
  public Http1(Service service, InstantSource clock, long maxBufferBytes) {
    this.service = service;
    this.budget = new Budget(maxBufferBytes);
    this.workspaces = new WorkspacePool(budget, new HeadWriter(new DateField(clock)));
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes) {
    return new Http1Connection(service, workspaces, info, idleBytes);
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

  /** How much memory the buffers of busy connections take, those of pooled ones included. */
  public long bufferBytes() {
    return budget.usedBytes();
  }

  /** How much they may take. */
  public long maxBufferBytes() {
    return budget.maxBytes();
  }
}

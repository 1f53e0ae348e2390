package io.heddle.engine.eventloop;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.connection.Outbound;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A loop's way to other servers: its lines wait in the loop's selector. */
final class LoopOutbound implements Outbound {
  private final EventLoop loop;

  LoopOutbound(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public Line connect(InetSocketAddress address, Caller caller) throws IOException {
    if (!loop.isOwnThread()) {
      throw new IllegalStateException("only the loop's thread may connect to another server");
    }
    return LoopLine.open(loop, address, caller);
  }
}

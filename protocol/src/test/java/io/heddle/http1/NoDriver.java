package io.heddle.http1;

import io.heddle.connection.Caller;
import io.heddle.connection.Driver;
import io.heddle.connection.Line;
import io.heddle.connection.Outbound;
import java.net.InetSocketAddress;

/** An engine that waits for nothing and has no way to other servers. */
final class NoDriver implements Driver {
  private static final class Nowhere implements Outbound {
    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public Line connect(InetSocketAddress address, Caller caller) {
      throw new IllegalStateException("there are no other servers");
    }
  }

  @Override
  public void wake() {
    throw new IllegalStateException("the test runs the connection by itself");
  }

  @Override
  public Outbound outbound() {
    return new Nowhere();
  }

  @Override
  public boolean isOwnThread() {
    return true;
  }
}

package io.heddle.engine;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.http.ClientKey;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A protocol whose clients may have only so many connections. Thread-safe. */
final class LimitedProtocol implements Protocol {
  private final Protocol protocol;
  private final ClientLimit limit;
  private final EngineObserver observer;

  LimitedProtocol(Protocol protocol, ClientLimit limit, EngineObserver observer) {
    this.protocol = protocol;
    this.limit = limit;
    this.observer = observer;
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
    InetAddress client = info.peer().getAddress();
    if (limit.isExempt(client)) {
      return protocol.open(info, idleBytes, driver);
    }
    ByteBuffer key = ClientKey.of(client);
    Admission admission = limit.enter(key);
    if (admission != Admission.SERVED) {
      observer.clientRefused();
    }
    if (admission == Admission.DROPPED) {
      return new DroppedConnection();
    }
    try {
      CountedConnection opened =
          new CountedConnection(
              protocol.open(info, idleBytes, driver), () -> limit.leave(key, admission));
      if (admission == Admission.TURNED_AWAY) {
        opened.turnAway(tooMany());
      }
      return opened;
    } catch (RuntimeException | Error e) {
      limit.leave(key, admission);
      throw e;
    }
  }

  private static HttpException tooMany() {
    return new HttpException(
        Status.of(429),
        "too many connections from your address",
        List.of(Field.of(HeaderName.RETRY_AFTER, "1")));
  }

  @Override
  public Timeouts timeouts() {
    return protocol.timeouts();
  }

  @Override
  public void drain() {
    protocol.drain();
  }

  @Override
  public boolean isDraining() {
    return protocol.isDraining();
  }

  @Override
  public Protocol part() {
    return new LimitedProtocol(protocol.part(), limit, observer);
  }
}

package io.heddle.engine.proxyprotocol;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.engine.Deadline;
import io.heddle.http.Blocking;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection through a proxy: first the header of the PROXY protocol, then another {@link
 * Connection} that sees only what follows. The header must arrive within the time for the head of a
 * request.
 */
final class AnnouncedConnection implements Connection {
  private final AnnouncedProtocol protocol;
  private final ConnectionInfo info;
  private final int idleBytes;
  private final Driver driver;
  private final Deadline deadline = new Deadline();
  private @Nullable ProxyHeader header = new ProxyHeader();
  private @Nullable HttpException refusal;

  /** The connection of the client; none before the header is complete. */
  private volatile @Nullable Connection inner;

  /** Whether it ends before it has a client. */
  private volatile boolean isClosed;

  AnnouncedConnection(
      AnnouncedProtocol protocol, ConnectionInfo info, int idleBytes, Driver driver) {
    this.protocol = protocol;
    this.info = info;
    this.idleBytes = idleBytes;
    this.driver = driver;
  }

  private Connection inner() {
    return Objects.requireNonNull(inner);
  }

  private ProxyHeader header() {
    return Objects.requireNonNull(header);
  }

  @Override
  public Step next() {
    Connection client = inner;
    if (client != null) {
      return client.next();
    }
    return isClosed ? Step.CLOSE : Step.READ;
  }

  @Override
  public ByteBuffer space() {
    Connection client = inner;
    return client == null ? header().space() : client.space();
  }

  @Override
  public void filled(int count) {
    Connection client = inner;
    if (client != null) {
      client.filled(count);
    } else if (count < 0) {
      end();
    } else if (count > 0) {
      read(header(), count);
    }
  }

  /** A connection without a single byte is a check whether anyone listens. */
  private void end() {
    if (header().hasBegun()) {
      reject("it ended within its PROXY header");
    }
    isClosed = true;
  }

  private void read(ProxyHeader arriving, int count) {
    arriving.filled(count);
    switch (arriving.state()) {
      case INCOMPLETE -> {}
      case MALFORMED -> reject("it does not begin with a valid PROXY header");
      case COMPLETE -> {
        header = null;
        open(arriving.client().map(info::announced).orElse(info), arriving.rest());
      }
    }
  }

  /** Hands over to the connection of the client, with the bytes that follow the header. */
  private void open(ConnectionInfo announced, ByteBuffer rest) {
    Connection opened = protocol.openInner(announced, idleBytes, driver);
    inner = opened;
    if (refusal != null) {
      opened.refuse(refusal);
    }
    if (rest.hasRemaining() && opened.next() == Step.READ) {
      int count = rest.remaining();
      opened.space().put(rest);
      opened.filled(count);
    }
  }

  /** Closes it, because nobody says who its client is. */
  void reject(String reason) {
    protocol.report(info, reason);
    isClosed = true;
  }

  @Override
  public boolean flush(Wire wire) throws IOException {
    return inner().flush(wire);
  }

  @Override
  public Blocking blocking() {
    return inner().blocking();
  }

  @Override
  public void call(Wire wire) {
    inner().call(wire);
  }

  /** Before the header, nobody would understand an answer. */
  @Override
  public void refuse(HttpException reason) {
    Connection client = inner;
    if (client == null) {
      refusal = reason;
    } else {
      client.refuse(reason);
    }
  }

  @Override
  public void expire() {
    Connection client = inner;
    if (client == null) {
      isClosed = true;
    } else {
      client.expire();
    }
  }

  @Override
  public void closed() {
    isClosed = true;
    Connection client = inner;
    if (client != null) {
      client.closed();
    }
  }

  @Override
  public Phase phase() {
    Connection client = inner;
    if (client != null) {
      return client.phase();
    }
    return isClosed ? Phase.CLOSED : Phase.OPENED;
  }

  @Override
  public boolean overstays(long nowNanos, Wire wire) {
    Connection client = inner;
    if (client != null) {
      return client.overstays(nowNanos, wire);
    }
    return !isClosed && deadline.look(nowNanos, protocol.timeouts().head(), wire);
  }

  @Override
  public boolean isExpired() {
    Connection client = inner;
    return client == null ? deadline.isOver() : client.isExpired();
  }
}

package io.heddle.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Outbound;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Step;
import io.heddle.connection.Timeouts;
import io.heddle.connection.Wire;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.Blocking;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection over TLS without a socket: the test decides when the client takes something. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsStepsTest {
  private static final int BUFFER_BYTES = 32 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Inner inner = new Inner();
  private final Narrow wire = new Narrow();
  private SSLEngine client;
  private Connection connection;

  @BeforeEach
  void shakeHands() throws Exception {
    Identity authority = Identity.authority("authority");
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(new KeyManager[0], authority.trustManagers(), null);
    client = trusting.createSSLEngine();
    client.setUseClientMode(true);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    connection =
        tls.over(inner, new EngineObserver() {})
            .open(ConnectionInfo.plain(1, address, address), 0, new NoDriver());
    client.beginHandshake();
    while (inner.openedCount == 0) {
      send(NOTHING);
      drive();
      received();
    }
    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
  }

  /** Does what a loop does when its selector reports the connection. */
  private void drive() throws IOException {
    boolean mayRead = true;
    while (true) {
      switch (connection.next()) {
        case READ -> {
          if (!mayRead) return;
          ByteBuffer space = connection.space();
          int room = space.remaining();
          int count = wire.read(space);
          connection.filled(count);
          mayRead = count == room;
        }
        case WRITE -> {
          if (!connection.flush(wire) && connection.next() == Step.WRITE) return;
        }
        case CALL -> connection.call(wire);
        case AWAIT, CLOSE, RESET -> {
          return;
        }
      }
    }
  }

  /** Sends this content as the client, after any records of TLS itself. */
  private void send(ByteBuffer content) throws SSLException {
    ByteBuffer records = ByteBuffer.allocate(BUFFER_BYTES);
    SSLEngineResult result;
    do {
      result = client.wrap(content, records);
      runTasks();
    } while (result.bytesProduced() > 0);
    wire.arrived.put(records.flip());
  }

  /** The content of what the client has received. */
  private String received() throws SSLException {
    ByteBuffer records = ByteBuffer.wrap(wire.taken.toByteArray());
    wire.taken.reset();
    ByteBuffer content = ByteBuffer.allocate(BUFFER_BYTES);
    while (records.hasRemaining()) {
      client.unwrap(records, content);
      runTasks();
      if (client.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        send(NOTHING);
      }
    }
    return new String(content.array(), 0, content.position(), US_ASCII);
  }

  private void runTasks() {
    for (Runnable task = client.getDelegatedTask();
        task != null;
        task = client.getDelegatedTask()) {
      task.run();
    }
  }

  /** Sends a key update, which asks for an answer in TLS 1.3. */
  private void changeKeys() throws SSLException {
    client.beginHandshake();
    send(NOTHING);
  }

  @Test
  void contentThatFindsTheWireFullOfOtherRecordsIsSentAfterThem() throws IOException {
    wire.room = 0;
    changeKeys();
    drive();
    inner.respond("hello");
    drive();
    wire.room = Integer.MAX_VALUE;
    drive();
    assertThat(received()).isEqualTo("hello");
  }

  @Test
  void contentIsReadWhileTheClientTakesNone() throws IOException {
    wire.room = 10;
    inner.respond("hello");
    drive();
    send(ByteBuffer.wrap("more".getBytes(US_ASCII)));
    drive();
    assertThat(inner.arrived).isEqualTo("more");
  }

  @Test
  void aRecordThatIsPartlySentIsCompletedAfterAKeyUpdate() throws IOException {
    wire.room = 10;
    inner.respond("hello");
    drive();
    changeKeys();
    drive();
    wire.room = Integer.MAX_VALUE;
    drive();
    assertThat(received()).isEqualTo("hello");
  }

  /** A wire that takes only {@code room} bytes. */
  private static final class Narrow implements Wire {
    private final ByteBuffer arrived = ByteBuffer.allocate(1 << 20);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public int read(ByteBuffer buffer) {
      arrived.flip();
      int count = Math.min(buffer.remaining(), arrived.remaining());
      buffer.put(arrived.slice().limit(count));
      arrived.position(count).compact();
      return count;
    }

    @Override
    public int write(ByteBuffer buffer) {
      int count = Math.min(room, buffer.remaining());
      for (int i = 0; i < count; i++) {
        taken.write(buffer.get());
      }
      room -= count;
      return count;
    }

    @Override
    public long send(FileChannel file, long position, long count) {
      throw new UnsupportedOperationException("it has no files");
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean hasInput() {
      return arrived.position() > 0;
    }
  }

  /** Reads at any time, and sends its response when the wire has room. */
  private static final class Inner implements Protocol, Connection {
    private final ByteBuffer space = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer response = NOTHING;
    private String arrived = "";
    private boolean isStalled;
    private int openedCount;

    void respond(String content) {
      response = ByteBuffer.wrap(content.getBytes(US_ASCII));
    }

    @Override
    public Step next() {
      return response.hasRemaining() && !isStalled ? Step.WRITE : Step.READ;
    }

    @Override
    public ByteBuffer space() {
      return space.clear();
    }

    @Override
    public void filled(int count) {
      isStalled = false;
      if (count > 0) {
        arrived += new String(space.array(), 0, count, US_ASCII);
      }
    }

    @Override
    public boolean flush(Wire wire) throws IOException {
      while (response.hasRemaining() && wire.write(response) > 0) {
        // as much as it takes
      }
      isStalled = response.hasRemaining();
      return !isStalled;
    }

    @Override
    public Blocking blocking() {
      return Blocking.NEVER;
    }

    @Override
    public void call(Wire wire) {}

    @Override
    public void refuse(HttpException reason) {}

    @Override
    public void expire() {}

    @Override
    public void closed() {}

    @Override
    public Phase phase() {
      return Phase.BODY;
    }

    @Override
    public boolean overstays(long nowNanos, Wire wire) {
      return false;
    }

    @Override
    public boolean isExpired() {
      return false;
    }

    @Override
    public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
      openedCount++;
      return this;
    }

    @Override
    public Timeouts timeouts() {
      return Timeouts.STANDARD;
    }

    @Override
    public void drain() {}

    @Override
    public boolean isDraining() {
      return false;
    }

    @Override
    public Protocol part() {
      return this;
    }
  }

  private static final class NoDriver implements Driver {
    @Override
    public void wake() {}

    @Override
    public Outbound outbound() {
      throw new UnsupportedOperationException("it has no other servers");
    }

    @Override
    public boolean isOwnThread() {
      return true;
    }
  }
}

package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that says AWAIT costs nothing until another thread wakes it. */
class WakeTest {
  private static final int ROUNDS = 200;

  /** A protocol whose connections send a byte whenever they are woken. */
  private static final class Bells implements Protocol {
    final Queue<Bell> open = new ConcurrentLinkedQueue<>();

    @Override
    public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
      Bell bell = new Bell(driver);
      open.add(bell);
      return bell;
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

  private static final class Bell implements Connection {
    private final Driver driver;
    final AtomicInteger due = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    private volatile Phase phase = Phase.UPSTREAM;

    Bell(Driver driver) {
      this.driver = driver;
    }

    void ring() {
      due.incrementAndGet();
      driver.wake();
    }

    @Override
    public Step next() {
      asked.incrementAndGet();
      return due.get() > 0 ? Step.WRITE : Step.AWAIT;
    }

    @Override
    public boolean flush(Wire wire) throws IOException {
      while (due.get() > 0) {
        if (wire.write(ByteBuffer.wrap(new byte[] {1})) == 0) {
          return false;
        }
        due.decrementAndGet();
      }
      return true;
    }

    @Override
    public void closed() {
      phase = Phase.CLOSED;
    }

    @Override
    public Phase phase() {
      return phase;
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
    public ByteBuffer space() {
      throw new IllegalStateException();
    }

    @Override
    public void filled(int count) {
      throw new IllegalStateException();
    }

    @Override
    public Blocking blocking() {
      throw new IllegalStateException();
    }

    @Override
    public void call(Wire wire) {
      throw new IllegalStateException();
    }

    @Override
    public void refuse(HttpException reason) {
      throw new IllegalStateException();
    }

    @Override
    public void expire() {
      throw new IllegalStateException();
    }
  }

  @EachEngine
  void aConnectionIsServedWheneverItIsWoken(Variant variant) throws Exception {
    serve(variant, variant.server(), engine -> new Client(engine.addresses().getFirst()));
  }

  @EachEngine
  void aConnectionOverTlsIsServedWheneverItIsWoken(Variant variant) throws Exception {
    Identity authority = Identity.authority("authority");
    Setup setup =
        variant
            .server()
            .over(new Tls(TlsConfig.of(List.of(authority.signs("localhost").server()))));
    TlsClients clients = new TlsClients(authority);
    serve(
        variant,
        setup,
        engine -> new Client(clients.over(Client.connect(engine.addresses().getFirst(), 0))));
  }

  private static boolean isNotAsked(Bell bell) {
    int before = bell.asked.get();
    Await.pause(Duration.ofMillis(50));
    return bell.asked.get() == before;
  }

  private interface Connecting {
    Client connect(Engine engine) throws IOException;
  }

  private static void serve(Variant variant, Setup setup, Connecting connecting) throws Exception {
    Bells bells = new Bells();
    try (Engine engine = variant.engine(bells, setup)) {
      engine.start();
      try (Client client = connecting.connect(engine)) {
        Await.until("it is open", () -> !bells.open.isEmpty());
        Bell bell = bells.open.element();
        for (int i = 0; i < ROUNDS; i++) {
          bell.ring();
          assertThat(client.readBytes(1)).containsExactly(1);
        }
        // the last wake-up may still be under way
        Await.until("nobody asks while nothing happens", () -> isNotAsked(bell));
        engine.stop(Duration.ofMillis(1));
      }
      Await.until("it is closed", () -> bells.open.element().phase() == Phase.CLOSED);
    }
  }
}

package io.heddle.benchmarks;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Outbound;
import io.heddle.exchange.Service;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http1.Http1;
import io.heddle.routing.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request and its response on an open connection, as an event loop drives it but without sockets:
 * everything that a request costs in the protocol, the router and a small handler.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class WholeExchange {
  private static final int PIPELINED = 16;
  private static final int ECHOED_BYTES = 1 << 10;

  private static final Response HELLO = Response.text("Hello, World!");

  private final MemoryWire wire = new MemoryWire();
  private final Connection connection =
      new Http1(Service.of(site())).open(HeddleHeads.CONNECTION, 0, new Unused());
  private final byte[] minimal = Heads.MINIMAL.bytes();
  private final byte[] browser = Heads.BROWSER.bytes();
  private final byte[] pipelined = repeated(minimal, PIPELINED);
  private final byte[] posted =
      Heads.onWire(
          "POST /echo HTTP/1.1\nHost: localhost\nContent-Length: %d\n\n%s"
              .formatted(ECHOED_BYTES, "a".repeat(ECHOED_BYTES)));

  /** The engine of a connection whose handlers never wait. */
  private static final class Unused implements Driver {
    @Override
    public void wake() {
      throw new IllegalStateException();
    }

    @Override
    public Outbound outbound() {
      throw new IllegalStateException();
    }

    @Override
    public boolean isOwnThread() {
      return true;
    }
  }

  private static Router site() {
    return Router.builder()
        .get("/plaintext", "plaintext", Handler.immediate(request -> HELLO))
        .get("/orders/{id}/items", "items", Handler.immediate(request -> HELLO))
        .on(Method.POST, "/echo", "echo", Handler.immediate(WholeExchange::echo))
        .build();
  }

  private static Response echo(Request request) throws IOException {
    return Response.ok(MediaType.BINARY, new Body.Bytes(request.body().readAllBytes()));
  }

  private static byte[] repeated(byte[] bytes, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  /** Fails unless every request is answered with 200. */
  @Setup
  public void check() throws IOException {
    requireAnswers(minimal, 1);
    requireAnswers(browser, 1);
    requireAnswers(pipelined, PIPELINED);
    requireAnswers(posted, 1);
  }

  private void requireAnswers(byte[] requests, int count) throws IOException {
    exchange(requests);
    if (wire.received().split("HTTP/1.1 200 OK\r\n", -1).length != count + 1) {
      throw new IllegalStateException(count + " times 200 was expected:\n" + wire.received());
    }
  }

  /** Serves what the client sends, until the connection waits for more. */
  private int exchange(byte[] requests) throws IOException {
    wire.send(requests);
    while (true) {
      switch (connection.next()) {
        case READ -> {
          if (!wire.hasInput()) {
            return wire.receivedBytes();
          }
          connection.filled(wire.read(connection.space()));
        }
        case WRITE -> connection.flush(wire);
        case CALL -> connection.call(wire);
        case AWAIT, CLOSE, RESET -> throw new IllegalStateException("the connection ends");
      }
    }
  }

  @Benchmark
  public int minimalGet() throws IOException {
    return exchange(minimal);
  }

  @Benchmark
  public int browserGet() throws IOException {
    return exchange(browser);
  }

  /** 16 requests that arrive together; the figures are for one of them. */
  @Benchmark
  @OperationsPerInvocation(PIPELINED)
  public int pipelinedGet() throws IOException {
    return exchange(pipelined);
  }

  /** The content of 1 KiB comes back. */
  @Benchmark
  public int echo() throws IOException {
    return exchange(posted);
  }
}

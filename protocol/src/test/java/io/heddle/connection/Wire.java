package io.heddle.connection;

import io.heddle.http.Limits;
import io.heddle.connection.Answers.Answer;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Route;
import io.heddle.http.Site;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection with a client at its other end, and all that its observer is told. */
final class Wire implements Observer {
  final List<Throwable> failures = new ArrayList<>();
  final List<HttpException> refusals = new ArrayList<>();
  final List<Integer> statuses = new ArrayList<>();
  final List<Long> contentBytes = new ArrayList<>();
  final List<Long> durations = new ArrayList<>();
  final List<String> routes = new ArrayList<>();
  final List<@Nullable Throwable> faults = new ArrayList<>();
  final List<Phase> expired = new ArrayList<>();
  final List<@Nullable Method> methods = new ArrayList<>();
  final Client client = new Client();
  final Protocol protocol;
  final Connection connection;
  final boolean waits;
  private final Interpreter interpreter;
  private @Nullable Exchange exchange;
  private long received;
  private long sent;
  private int closed;
  private int delayed;
  private int abandoned;
  private boolean pending;
  private long nanos;

  Wire(Site site, Limits limits, boolean waits, boolean takesAll) {
    this.waits = waits;
    InstantSource clock = InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));
    protocol = new Protocol(site, limits, this, clock, () -> nanos);
    connection = new Connection(protocol, InetAddress.getLoopbackAddress(), waits ? 256 : 0);
    interpreter =
        takesAll
            ? Interpreter.takingAll(connection, client, waits)
            : waits
                ? Interpreter.waiting(connection, client)
                : Interpreter.looping(connection, client);
  }

  /** A connection to what the samples use. */
  static Wire toSamples(boolean waits) {
    return new Wire(TestSite.INSTANCE, Limits.STANDARD, waits, false);
  }

  /** A connection on which one handler answers all. */
  static Wire to(Handler handler, boolean waits) {
    return new Wire(head -> new Route("only", handler), Limits.STANDARD, waits, false);
  }

  /** A connection whose client takes all that it is offered. */
  static Wire takingAll(Handler handler, boolean waits) {
    return new Wire(head -> new Route("only", handler), Limits.STANDARD, waits, true);
  }

  /** Sends, and runs until the connection is closed or starves. */
  Wire play(String request) {
    client.sends(request);
    run();
    return this;
  }

  Interpreter.Stop run() {
    return interpreter.run();
  }

  /** What an engine does to a connection that has overstayed: its client can send no more. */
  Interpreter.Stop cutOff() {
    client.ends();
    return run();
  }

  List<Answer> answers() {
    return Answers.read(client.received(), methods);
  }

  Phase phase() {
    return connection.phase();
  }

  Exchange exchange() {
    if (exchange == null) {
      throw new AssertionError("nothing was answered");
    }
    return exchange;
  }

  long receivedOctets() {
    return received;
  }

  long sentOctets() {
    return sent;
  }

  int timesClosed() {
    return closed;
  }

  /** How many requests were not answered at once. */
  int delayed() {
    return delayed;
  }

  /** How many of them ended without a response. */
  int abandoned() {
    return abandoned;
  }

  /** Lets time pass for what times the requests. */
  void pass(long passedNanos) {
    nanos += passedNanos;
  }

  @Override
  public void delayed(Exchange exchange) {
    exchange.peer();
    if (pending) {
      throw new AssertionError(
          "a request is delayed that is delayed already, or the one before it");
    }
    pending = true;
    delayed++;
  }

  private void ends(Exchange exchange) {
    if (pending != exchange.isDelayed()) {
      throw new AssertionError("delayed: " + pending + ", but says " + exchange.isDelayed());
    }
    pending = false;
  }

  @Override
  public void abandoned(Exchange exchange) {
    exchange.peer();
    ends(exchange);
    abandoned++;
  }

  @Override
  public void responded(Exchange exchange) {
    ends(exchange);
    this.exchange = exchange;
    exchange.peer();
    methods.add(exchange.head().map(RequestHead::method).orElse(null));
    statuses.add(exchange.status().code());
    contentBytes.add(exchange.contentBytes());
    durations.add(exchange.durationNanos());
    routes.add(exchange.route().name());
    faults.add(exchange.failure());
  }

  @Override
  public void refused(HttpException refusal) {
    refusals.add(refusal);
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    exchange.peer();
    exchange.head();
    exchange.route();
    failures.add(failure);
  }

  @Override
  public void expired(Phase phase) {
    expired.add(phase);
  }

  @Override
  public void received(long octets) {
    received += octets;
  }

  @Override
  public void sent(long octets) {
    sent += octets;
  }

  @Override
  public void closed() {
    if (pending) {
      throw new AssertionError("a request was forgotten");
    }
    closed++;
  }
}

package io.heddle.http1;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.http1.Answers.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection, its client, and a record of what its observer is told. */
final class Dialog implements Observer {
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  private static final long MAX_BUFFER_BYTES = 64 << 20;

  final List<Throwable> failures = new ArrayList<>();
  final List<Exchange> failed = new ArrayList<>();
  final List<Exchange> exchanges = new ArrayList<>();
  final List<Exchange> abandonedOnes = new ArrayList<>();
  final List<String> targets = new ArrayList<>();
  final List<HttpException> refusals = new ArrayList<>();
  final List<Integer> statuses = new ArrayList<>();
  final List<Long> contentBytes = new ArrayList<>();
  final List<Long> durations = new ArrayList<>();
  final List<String> routes = new ArrayList<>();
  final List<@Nullable Throwable> faults = new ArrayList<>();
  final List<Phase> expired = new ArrayList<>();
  final List<@Nullable Method> methods = new ArrayList<>();
  final Client client = new Client();
  final Service service;
  final Http1 protocol;
  final Connection connection;
  final boolean waits;
  private final Interpreter interpreter;
  private @Nullable Exchange exchange;
  private long received;
  private long sent;
  private int closed;
  private int delayed;
  private int abandoned;
  private int pending;
  private long nanos;

  Dialog(Site site, Limits limits, boolean waits, boolean takesAll) {
    this(Settings.of(site).with(limits), waits, takesAll);
  }

  Dialog(Settings settings, boolean waits, boolean takesAll) {
    this(settings, waits, takesAll, MAX_BUFFER_BYTES);
  }

  private Dialog(Settings settings, boolean waits, boolean takesAll, long maxBufferBytes) {
    this.waits = waits;
    InstantSource clock = InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));
    service = new Service(settings, this, () -> nanos);
    protocol = new Http1(service, clock, maxBufferBytes);
    connection = protocol.open(info(1), waits ? 256 : 0, new NoDriver());
    interpreter =
        takesAll
            ? Interpreter.takingAll(connection, client, waits)
            : waits
                ? Interpreter.waiting(connection, client)
                : Interpreter.looping(connection, client);
  }

  /** The info of the connection with this number. */
  static ConnectionInfo info(long serial) {
    return ConnectionInfo.plain(serial, PEER, PEER);
  }

  /** A connection to the site of the samples. */
  static Dialog toSamples(boolean waits) {
    return new Dialog(TestSite.INSTANCE, Limits.STANDARD, waits, false);
  }

  /** A connection on which one handler answers everything. */
  static Dialog to(Handler handler, boolean waits) {
    return new Dialog(head -> new Route("only", handler), Limits.STANDARD, waits, false);
  }

  /** A connection whose client takes everything it is sent. */
  static Dialog takingAll(Handler handler, boolean waits) {
    return new Dialog(head -> new Route("only", handler), Limits.STANDARD, waits, true);
  }

  /** A connection with these settings. */
  static Dialog by(Settings settings, boolean waits) {
    return new Dialog(settings, waits, false);
  }

  /** A connection without memory for buffers. */
  static Dialog withoutMemory(Settings settings, boolean waits) {
    return new Dialog(settings, waits, false, 0);
  }

  /** Sends the request, and runs until the connection is closed or needs input. */
  Dialog play(String request) {
    client.sends(request);
    run();
    return this;
  }

  Interpreter.Stop run() {
    return interpreter.run();
  }

  /** What an engine does to a connection that has overstayed: the client can send nothing more. */
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

  /** Expires the connection like an engine when it has overstayed. */
  Interpreter.Stop expire() {
    connection.expire();
    return run();
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

  /** How many requests were not answered immediately. */
  int timesDelayed() {
    return delayed;
  }

  /** How many of them ended without a response. */
  int timesAbandoned() {
    return abandoned;
  }

  /** Advances the clock that times the requests. */
  void pass(long passedNanos) {
    nanos += passedNanos;
  }

  @Override
  public void delayed() {
    pending++;
    delayed++;
  }

  private void ends(Exchange exchange) {
    if (exchange.isDelayed()) {
      pending--;
    }
    if (pending < 0) {
      throw new AssertionError("a request ends twice");
    }
  }

  @Override
  public void abandoned(Exchange exchange) {
    exchange.connection();
    ends(exchange);
    abandoned++;
    abandonedOnes.add(exchange);
  }

  @Override
  public void responded(Exchange exchange) {
    ends(exchange);
    this.exchange = exchange;
    exchanges.add(exchange);
    targets.add(exchange.head().map(RequestHead::target).orElse(""));
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
    failed.add(exchange);
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
    if (pending > 0) {
      throw new AssertionError("a request was forgotten");
    }
    closed++;
  }
}

package io.heddle.engine.tls;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.engine.Trouble;
import io.heddle.http.Blocking;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection over TLS: first the handshake, then another {@link Connection} that sees only
 * content. Long computations of the handshake are a CALL, so an engine runs them where it runs
 * handlers that may block. Input is decrypted only when the inner connection wants to read.
 */
final class TlsConnection implements Connection {
  private static final Trouble TROUBLE = Trouble.of(TlsConnection.class);

  private static final String PLAIN_HTTP =
      "this port expects HTTPS, but the request came as plain HTTP";

  private enum Stage {
    /** Nothing has been received. */
    HELLO,
    HANDSHAKE,
    /** The client does not speak TLS, and the inner connection tells it so. */
    PLAIN,
    /** The inner connection is served. */
    OPEN,
    /** Sending what is left, then closing. */
    LAST,
    /** Sending an alert, then dropping input so that the client can read it. */
    ALERT,
    DROP,
    CLOSED
  }

  private final Protocol protocol;
  private final TlsContext context;
  private final Handshakes handshakes;
  private final ConnectionInfo info;
  private final Driver driver;
  private final Records records;
  private final TlsWire wire;
  private final Handshake handshake;
  private final TlsDeadlines deadlines;
  private Stage stage = Stage.HELLO;
  private Step wanted = Step.READ;
  private boolean inputEnded;

  /** Whether the client takes no more at the moment, as far as is known. */
  private boolean isStalled;

  private @Nullable HttpException refusal;

  /** The connection that is served; none before the handshake is over. */
  private @Nullable Connection inner;

  TlsConnection(
      Protocol protocol,
      TlsContext context,
      RecordBuffers buffers,
      Handshakes handshakes,
      ConnectionInfo info,
      int idleBytes,
      Driver driver) {
    this.protocol = protocol;
    this.context = context;
    this.handshakes = handshakes;
    this.info = info;
    this.driver = driver;
    this.records = new Records(context.newEngine(), buffers, idleBytes);
    this.wire = new TlsWire(records);
    this.handshake = new Handshake(records, handshakes);
    this.deadlines = new TlsDeadlines(wire);
  }

  private Connection inner() {
    return Objects.requireNonNull(inner);
  }

  // --- what is next ---

  @Override
  public Step next() {
    Step step = null;
    while (step == null) {
      try {
        step = advance();
      } catch (SSLException e) {
        fail(e);
      }
    }
    return step;
  }

  /** The next step; null when only the stage has changed. */
  private @Nullable Step advance() throws SSLException {
    return switch (stage) {
      case HELLO -> hello();
      case HANDSHAKE -> shakeHands();
      case PLAIN -> inner().next();
      case OPEN -> serve(inner());
      case LAST, ALERT -> records.hasOutput() ? Step.WRITE : close();
      case DROP -> inputEnded ? close() : Step.READ;
      case CLOSED -> Step.CLOSE;
    };
  }

  private @Nullable Step close() {
    stage = Stage.CLOSED;
    return null;
  }

  private @Nullable Step hello() throws SSLException {
    int first = records.received().first();
    if (first < 0) {
      records.received().releaseEmpty();
      return inputEnded ? close() : Step.READ;
    }
    if (first >= 'A' && first <= 'Z') {
      bePlain();
      return null;
    }
    if (!records.mayLetIn()) {
      handshakes.refuse();
      return close();
    }
    if (!handshake.begin()) {
      return close();
    }
    stage = Stage.HANDSHAKE;
    deadlines.enter(Phase.HEAD);
    return null;
  }

  /** Answers plain HTTP in plain HTTP, since nothing else would be understood. */
  private void bePlain() {
    handshakes.refuse();
    Connection plain = protocol.open(info, 0, driver);
    plain.filled(records.received().copyTo(plain.space()));
    records.drop();
    plain.refuse(new HttpException(Status.BAD_REQUEST, PLAIN_HTTP));
    inner = plain;
    deadlines.serve(plain);
    stage = Stage.PLAIN;
  }

  private @Nullable Step shakeHands() throws SSLException {
    Step step = handshake.next(inputEnded);
    if (step == null) {
      open();
    } else if (step == Step.READ) {
      if (keepsTooMuch()) {
        return close();
      }
      records.received().releaseEmpty();
    }
    return step;
  }

  /** Hands over to the inner connection, which now has a client. */
  private void open() throws SSLException {
    if (records.engine().isInboundDone()) {
      throw new SSLException("the client ended its handshake");
    }
    ConnectionInfo secured = context.describe(info, records.engine());
    handshake.end(true);
    Connection opened = protocol.open(secured, 0, driver);
    if (refusal != null) {
      opened.refuse(refusal);
    }
    inner = opened;
    deadlines.serve(opened);
    stage = Stage.OPEN;
  }

  private @Nullable Step serve(Connection client) throws SSLException {
    Step step = client.next();
    while (step == Step.READ && deliver(client)) {
      step = client.next();
    }
    wanted = step;
    if (step != Step.READ || !records.hasOutput()) {
      wire.forgetOwn();
    }
    return switch (step) {
      case READ -> await();
      case WRITE, CALL, AWAIT, RESET -> step;
      case CLOSE -> {
        beLast(Stage.LAST);
        if (!wire.hasEndedOutput()) {
          records.end();
        }
        yield null;
      }
    };
  }

  /** Gives the inner connection what it wants to read, if that is there. */
  private boolean deliver(Connection client) throws SSLException {
    if (wire.hasEndedOutput()) {
      records.drop();
    } else if (records.isReady()) {
      int count = records.read(client.space());
      client.filled(count);
      return true;
    }
    boolean isOver = records.isEnded() || (inputEnded && wire.hasEndedOutput());
    if (isOver) {
      client.filled(-1);
    }
    return isOver;
  }

  private @Nullable Step await() throws SSLException {
    records.addOwn();
    if (records.hasOutput()) {
      return awaitOutput();
    }
    if (inputEnded || keepsTooMuch()) {
      // without close_notify, the end of the input may be someone else's doing
      return close();
    }
    records.received().releaseEmpty();
    wire.endTurn();
    return Step.READ;
  }

  /**
   * Content that the client does not take is no reason not to read. Records of TLS itself are:
   * otherwise a client could cause more and more of them.
   */
  private Step awaitOutput() {
    if (!wire.isAmidContent()) {
      wire.awaitOwn();
      return Step.WRITE;
    }
    if (!isStalled || inputEnded) {
      return Step.WRITE;
    }
    records.received().releaseEmpty();
    wire.endTurn();
    return Step.READ;
  }

  /** Whether it would keep part of a record while it waits, although the buffers are too many. */
  private boolean keepsTooMuch() {
    return records.isOverdrawn() && !records.received().isEmpty();
  }

  private void beLast(Stage last) {
    stage = last;
    deadlines.end();
  }

  private void fail(SSLException e) {
    TROUBLE.debug("TLS with a client failed", e);
    handshake.end(false);
    boolean isFirst = stage != Stage.LAST && stage != Stage.ALERT;
    beLast(Stage.ALERT);
    records.drop();
    if (isFirst) {
      try {
        records.addOwn();
      } catch (SSLException noAlert) {
        stage = Stage.CLOSED;
      }
    } else {
      stage = Stage.CLOSED;
    }
  }

  // --- reading and sending ---

  @Override
  public ByteBuffer space() {
    return stage == Stage.PLAIN ? inner().space() : records.received().space();
  }

  @Override
  public void filled(int count) {
    if (stage == Stage.PLAIN) {
      inner().filled(count);
    } else if (count < 0) {
      inputEnded = true;
    } else if (count > 0) {
      records.received().filled(count);
      if (stage == Stage.DROP) {
        records.drop();
      }
    } else if (isStalled && stage == Stage.OPEN) {
      // there is nothing to read, so there may be room to write
      inner().filled(0);
    }
    isStalled = false;
  }

  @Override
  public boolean flush(Wire plain) throws IOException {
    return switch (stage) {
      case HELLO, HANDSHAKE -> flushHandshake(plain);
      case PLAIN -> inner().flush(plain);
      case OPEN -> flushOpen(wire.over(plain));
      case LAST -> {
        // a loop does not wait for it: the client has most likely left
        wire.over(plain).flush();
        stage = Stage.CLOSED;
        yield true;
      }
      case ALERT -> flushAlert(plain);
      case DROP, CLOSED -> true;
    };
  }

  private boolean flushOpen(TlsWire encrypted) throws IOException {
    boolean isOfInner = wanted == Step.WRITE || encrypted.isAmidContent();
    boolean isSent = isOfInner ? flushInner(inner(), encrypted) : flushOwn(encrypted);
    isStalled = !isSent;
    if (!isSent && records.hasOutput() && records.isOverdrawn()) {
      throw new IOException("the buffers for records take too much memory");
    }
    return isSent;
  }

  /**
   * If not everything is sent, the inner connection gets what it wants to read before the engine
   * waits. With new content it may want to write again, and the engine could not tell that from
   * being told to wait.
   */
  private boolean flushInner(Connection client, TlsWire encrypted) throws IOException {
    boolean isSent = client.flush(encrypted);
    while (!isSent && readsAndWrites(client)) {
      isSent = client.flush(encrypted);
    }
    return isSent;
  }

  /** Whether the inner connection wants to write after it has been given what it wants to read. */
  private boolean readsAndWrites(Connection client) {
    boolean hasRead = false;
    try {
      while (client.next() == Step.READ && deliver(client)) {
        hasRead = true;
      }
    } catch (SSLException e) {
      fail(e);
      return false;
    }
    return hasRead && client.next() == Step.WRITE;
  }

  private boolean flushOwn(TlsWire encrypted) throws IOException {
    boolean isSent = encrypted.flushOwn();
    if (isSent) {
      // the inner connection may have found the wire full of these records
      inner().filled(0);
    }
    return isSent;
  }

  private boolean flushHandshake(Wire plain) throws IOException {
    deadlines.enter(Phase.WRITE);
    boolean isSent = records.flush(plain);
    deadlines.enter(Phase.HEAD);
    return isSent;
  }

  private boolean flushAlert(Wire plain) throws IOException {
    if (!records.flush(plain)) {
      return false;
    }
    plain.shutdownOutput();
    stage = Stage.DROP;
    return true;
  }

  // --- the call ---

  @Override
  public Blocking blocking() {
    // a handshake must not wait behind handlers that wait
    return stage == Stage.HANDSHAKE ? Blocking.BRIEFLY : inner().blocking();
  }

  @Override
  public void call(Wire plain) {
    switch (stage) {
      case HANDSHAKE -> handshake.compute();
      case PLAIN -> inner().call(plain);
      case OPEN -> inner().call(wire.over(plain));
      case HELLO, LAST, ALERT, DROP, CLOSED -> throw new IllegalStateException(stage.name());
    }
  }

  // --- the end ---

  @Override
  public void refuse(HttpException reason) {
    switch (stage) {
      case HELLO -> refusal = reason;
      case HANDSHAKE -> stage = Stage.CLOSED;
      case PLAIN, OPEN -> inner().refuse(reason);
      case LAST, ALERT, DROP, CLOSED -> {}
    }
  }

  @Override
  public void expire() {
    switch (stage) {
      case PLAIN -> inner().expire();
      case OPEN -> {
        if (wire.unread() != null) {
          stage = Stage.CLOSED;
        } else {
          inner().expire();
        }
      }
      case HELLO, HANDSHAKE, LAST, ALERT, DROP, CLOSED -> stage = Stage.CLOSED;
    }
  }

  @Override
  public void closed() {
    handshake.end(false);
    stage = Stage.CLOSED;
    deadlines.close();
    try {
      records.release();
    } finally {
      if (inner != null) {
        inner.closed();
      }
    }
  }

  // --- deadlines ---

  @Override
  public Phase phase() {
    return deadlines.phase();
  }

  @Override
  public boolean overstays(long nowNanos, Wire plain) {
    return deadlines.overstays(nowNanos, protocol.timeouts(), plain);
  }

  @Override
  public boolean isExpired() {
    return deadlines.isExpired();
  }
}

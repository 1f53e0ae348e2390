package io.heddle.app.study.load;

import io.heddle.codec.Inbox;
import io.heddle.codec.ResponseParser;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client: it has one connection at a time, and opens another one when that ends. Its
 * loop's thread owns it.
 */
final class Client implements InFlight.Sending {
  private enum State {
    /** It waits to open the next connection. */
    APART,
    CONNECTING,
    OPEN,
    /** The last response has arrived; the server is to close the connection. */
    ENDING
  }

  /** How long the server may take to close a connection before the client does. */
  private static final long MAX_ENDING_NANOS = 1_000_000_000;

  /** What it writes at once, so that other requests start on time. */
  private static final int MAX_WRITTEN_BYTES = 1 << 20;

  /** What a server may send before it is asked, such as a 503 to each new connection. */
  private static final int MAX_UNASKED_BYTES = 64 << 10;

  private final Loop loop;
  private final InFlight inFlight;
  private final Link link = new Link();
  private final ResponseParser parser = new ResponseParser(Limits.STANDARD);
  private final Backoff backoff = new Backoff();
  private final Pace readPace = new Pace();
  private final Pace writePace = new Pace();

  /** Whether the loop has it in its queue of free clients. */
  boolean isQueued;

  /** Whether the loop has it in its list of watched clients. */
  boolean isWatched;

  private State state = State.APART;
  private @Nullable Inbox inbox;
  private int begun;
  private long answered;
  private boolean isUnreachable;
  private boolean isWriteBroken;
  private boolean isWritePaused;
  private boolean isReadPaused;

  /** When it opens the next connection, has begun to open it, or has begun to end it. */
  private long since;

  /** Since when it could send another request. */
  private long freeSince;

  /** When it last sent or received something. */
  private long movedAt;

  Client(Loop loop) {
    this.loop = loop;
    this.inFlight = new InFlight(loop.job().pipeline());
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isConnecting() {
    return state == State.CONNECTING;
  }

  /** Whether its last attempt to connect failed. */
  boolean isUnreachable() {
    return isUnreachable;
  }

  /** Whether it can send another request now. */
  boolean isFree() {
    int most = loop.job().requestsPerConnection();
    return state == State.OPEN
        && !inFlight.isFull()
        && !isWriteBroken
        && (most == 0 || begun < most);
  }

  // --- opening ---

  void open(long now) {
    since = now;
    state = State.CONNECTING;
    begun = 0;
    answered = 0;
    isWriteBroken = false;
    isWritePaused = false;
    isReadPaused = false;
    parser.clear();
    try {
      if (link.open(loop, this)) {
        connected(now);
      }
    } catch (IOException e) {
      notConnected(e, now);
    }
  }

  private void connected(long now) {
    state = State.OPEN;
    isUnreachable = false;
    freeSince = now;
    loop.isFree(this);
  }

  private void notConnected(IOException reason, long now) {
    isUnreachable = true;
    loop.notConnected(reason, now);
    disconnect();
    openLater(now);
  }

  private void openLater(long now) {
    state = State.APART;
    since = now + backoff.next();
    loop.watch(this);
  }

  // --- events ---

  /** Handles the readiness of its channel. */
  void ready(SelectionKey ready, long now) {
    if (!ready.isValid()) {
      return;
    }
    if (state == State.CONNECTING) {
      finishConnecting(now);
      return;
    }
    if (ready.isWritable()) {
      flush();
    }
    if (ready.isValid() && ready.isReadable()) {
      read(now);
    }
  }

  private void finishConnecting(long now) {
    try {
      if (link.finish()) {
        connected(now);
      }
    } catch (IOException e) {
      notConnected(e, now);
    }
  }

  private void read(long before) {
    Inbox in = inbox;
    if (in == null) {
      in = loop.borrow();
      inbox = in;
    }
    int count;
    try {
      in.reserve();
      ByteBuffer space = in.space();
      if (!limitToPace(space, before)) {
        returnEmptyInbox();
        return;
      }
      count = link.read(space);
    } catch (IOException e) {
      end(Failure.RESET, loop.now());
      return;
    }
    long now = loop.now();
    if (count < 0) {
      closedByServer(now);
    } else {
      in.filled(count);
      movedAt = now;
      loop.tally().received(count, now);
      if (inFlight.isEmpty() && in.available() > MAX_UNASKED_BYTES) {
        end(Failure.MALFORMED, now);
      } else {
        takeAnswers(now);
      }
    }
  }

  /** Returns whether anything may be read now. */
  private boolean limitToPace(ByteBuffer space, long now) {
    long rate = inFlight.isEmpty() ? 0 : inFlight.template().readBytesPerSecond();
    if (rate > 0) {
      int allowed = readPace.allowed(rate, now);
      if (allowed == 0) {
        isReadPaused = true;
        link.watch(SelectionKey.OP_READ, false);
        loop.watch(this);
        return false;
      }
      int count = Math.min(allowed, space.remaining());
      space.limit(space.position() + count);
      readPace.used(count);
    }
    return true;
  }

  /** Takes the answers that have arrived, and sends what may be sent then. */
  private void takeAnswers(long now) {
    try {
      while (inbox != null
          && !inbox.isEmpty()
          && !inFlight.isEmpty()
          && parser.parse(inbox, inFlight.template().isOfHead())) {
        answered(now);
      }
    } catch (HttpException e) {
      end(Failure.MALFORMED, now);
    }
    if (state == State.ENDING && inbox != null) {
      inbox.drop();
    }
    returnEmptyInbox();
    if (isFree()) {
      loop.isFree(this);
      loop.dispatch(now);
    }
  }

  private void returnEmptyInbox() {
    if (inbox != null && inbox.isEmpty()) {
      loop.giveBack(inbox);
      inbox = null;
    }
  }

  private void answered(long now) {
    loop.tally().answered(inFlight, parser.status(), now);
    loop.ended(inFlight.template(), inFlight.intended());
    boolean wasSent = inFlight.isSent();
    if (inFlight.isFull()) {
      freeSince = now;
    }
    inFlight.remove();
    answered++;
    backoff.reset();
    boolean isLast = begun == loop.job().requestsPerConnection() && inFlight.isEmpty();
    if (!wasSent || (!parser.keepsAlive() && !inFlight.isEmpty())) {
      end(Failure.UNANSWERED, now);
    } else if (isLast || !parser.keepsAlive()) {
      state = State.ENDING;
      since = now;
      loop.watch(this);
    }
  }

  private void closedByServer(long now) {
    if (state != State.ENDING && !inFlight.isEmpty() && parser.end()) {
      loop.tally().answered(inFlight, parser.status(), now);
      loop.ended(inFlight.template(), inFlight.intended());
      inFlight.remove();
      answered++;
    }
    end(isWriteBroken ? Failure.RESET : Failure.UNANSWERED, now);
  }

  /** Ends the connection and all of its requests, and opens the next one. */
  private void end(Failure failure, long now) {
    while (!inFlight.isEmpty()) {
      loop.tally().failed(inFlight.template(), inFlight.intended(), failure);
      loop.ended(inFlight.template(), inFlight.intended());
      inFlight.remove();
    }
    disconnect();
    if (loop.isOver(now)) {
      state = State.APART;
    } else if (answered > 0 || failure == Failure.TIMEOUT) {
      open(now);
    } else {
      openLater(now);
    }
  }

  private void disconnect() {
    if (inbox != null) {
      inbox.drop();
      returnEmptyInbox();
    }
    link.close();
  }

  // --- sending ---

  /** Adds a request, which {@link #flush} sends. */
  void begin(Template template, long intended) {
    begun++;
    inFlight.add(template, intended, begun == loop.job().requestsPerConnection());
  }

  /** Sends as much as the socket takes. */
  void flush() {
    if (state != State.OPEN || isWriteBroken) {
      return;
    }
    boolean isBlocked = false;
    int written = 0;
    while (!isBlocked && inFlight.hasUnsent()) {
      ByteBuffer out = loop.out().clear();
      inFlight.copyUnsent(out);
      out.flip();
      long now = loop.now();
      long rate = inFlight.unsent().writeBytesPerSecond();
      if (rate > 0) {
        int allowed = writePace.allowed(rate, now);
        if (allowed == 0) {
          isWritePaused = true;
          link.watch(SelectionKey.OP_WRITE, false);
          loop.watch(this);
          return;
        }
        out.limit(Math.min(out.limit(), allowed));
      }
      int count;
      try {
        count = link.write(out);
      } catch (IOException e) {
        // An answer may have arrived before the connection broke: the next read tells.
        isWriteBroken = true;
        link.watch(SelectionKey.OP_WRITE, false);
        return;
      }
      if (rate > 0) {
        writePace.used(count);
      }
      movedAt = count > 0 ? now : movedAt;
      loop.tally().sentBytes(count, now);
      inFlight.sent(count, now, this);
      written += count;
      isBlocked = out.hasRemaining() || written >= MAX_WRITTEN_BYTES;
    }
    link.watch(SelectionKey.OP_WRITE, isBlocked && inFlight.hasUnsent());
    if (inbox != null && !inbox.isEmpty()) {
      loop.watch(this); // what has arrived before the request may be its answer
    }
  }

  @Override
  public void began(Template template, long intended, long now) {
    loop.tally().sent(template, intended, now - Math.max(intended, freeSince));
  }

  // --- time ---

  /** Forgets times before the beginning of the load, because the clock has jumped. */
  void clockStarted() {
    since = Math.max(since, 0);
    freeSince = Math.max(freeSince, 0);
  }

  /** Whether its oldest request, if that counts, has made no progress since before this time. */
  boolean starvesSince(long time) {
    return !inFlight.isEmpty()
        && inFlight.template().isMeasured()
        && inFlight.intended() < time
        && movedAt < time;
  }

  /** Fails its requests if the oldest has waited longer than the timeout. */
  void checkTimeout(long now) {
    long timeout = loop.timeoutNanos();
    if (state == State.CONNECTING && now - since > timeout) {
      notConnected(new IOException("no answer within " + timeout / 1_000_000 + " ms"), now);
    } else if (!inFlight.isEmpty() && now - inFlight.intended() > timeout) {
      end(Failure.TIMEOUT, now);
    }
  }

  /** Does what has become due; returns whether it must be watched further. */
  boolean watched(long now) {
    return switch (state) {
      case APART -> {
        if (now >= since && !loop.isOver(now)) {
          open(now);
        }
        yield state == State.APART;
      }
      case ENDING -> {
        if (now - since > MAX_ENDING_NANOS) {
          end(Failure.UNANSWERED, now);
        }
        yield state == State.ENDING || state == State.APART;
      }
      case CONNECTING -> false;
      case OPEN -> {
        if (isReadPaused) {
          isReadPaused = false;
          link.watch(SelectionKey.OP_READ, true);
        }
        if (isWritePaused) {
          isWritePaused = false;
          flush();
        }
        if (inbox != null && !inbox.isEmpty()) {
          takeAnswers(now);
        }
        // the answers may have been the last ones
        yield isWritePaused || isReadPaused || state == State.ENDING || state == State.APART;
      }
    };
  }
}

package io.heddle.app.study.load;

import io.heddle.codec.Inbox;
import io.heddle.http.Budget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A selector loop with its share of the clients. One thread runs it and owns everything in it.
 *
 * <p>Before a start is due, it does not sleep but polls, because a selector wakes up too late: for
 * the last 0.3 ms, and for the rest of a millisecond, which is the selector's unit. So it costs up
 * to 1.3 ms of processor time per start, and a whole processor from about 1000 starts per second
 * on. It never polls while all clients are busy, nor in a closed loop.
 */
final class Loop implements AutoCloseable {
  /** From this long before a start on, it polls. */
  private static final long POLL_NANOS = 300_000;

  private static final long MILLI_NANOS = 1_000_000;

  /** How often it looks at the clients that wait for a time to come. */
  private static final long TICK_NANOS = 10 * MILLI_NANOS;

  /** How often it looks for timeouts, unless the timeout is short. */
  private static final long MAX_SWEEP_NANOS = 100 * MILLI_NANOS;

  /** In place of a time, if no start is to be waited for. */
  private static final long NO_START = Long.MAX_VALUE;

  private static final long NOT_YET = Long.MIN_VALUE;
  private static final int NOT_KNOWN = -1;

  private static final int MAX_CONNECTING = 64;

  /** A server that needs a thread for each connection is slow to accept thousands. */
  private static final long MAX_CONNECTING_NANOS = 30_000 * MILLI_NANOS;

  /** Connections opened per tick, so that the server's backlog does not overflow. */
  private static final int MAX_OPENED = 100;

  private static final int INBOX_BYTES = 32 << 10;
  private static final int OUT_BYTES = 64 << 10;

  private final Job job;
  private final InetSocketAddress address;
  private final Clock clock;
  private final Selector selector;
  private final Consumer<SelectionKey> handler = this::ready;
  private final List<Client> clients = new ArrayList<>();
  private final ArrayDeque<Client> free = new ArrayDeque<>();

  /** Clients that have not begun yet. */
  private final ArrayDeque<Client> held = new ArrayDeque<>();

  private final ArrayList<Client> watched = new ArrayList<>();
  private final ArrayDeque<Inbox> inboxes = new ArrayDeque<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
  private final Budget budget = new Budget(Long.MAX_VALUE);
  private final boolean hasSlowReaders;
  private final long timeoutNanos;
  private final long rampNanos;

  private final Window window;
  private final Mix mix;
  private final Schedule schedule;
  private final Tally tally;

  private boolean isStarted;
  private int heldAtFirst;
  private long nextTick;
  private long nextSweep;
  private long awoke;
  private long idleNanos;

  /**
   * How many clients of a closed loop got nothing from the server during the window; not known
   * before its end.
   */
  private int starved = NOT_KNOWN;

  /** Requests that count and are neither answered nor failed. */
  private long outstanding;

  private @Nullable IOException notConnected;

  /**
   * A loop that has not connected its clients yet.
   *
   * @param index from 0 to the job's number of threads
   */
  Loop(Job job, List<Template> templates, InetSocketAddress address, Clock clock, int index)
      throws IOException {
    this.job = job;
    this.address = address;
    this.clock = clock;
    this.timeoutNanos = job.timeout().toNanos();
    this.rampNanos = job.warmup().toNanos() / 2;
    this.hasSlowReaders = job.requests().stream().anyMatch(k -> k.readBytesPerSecond() > 0);
    this.window = Window.of(job);
    this.tally = new Tally(job);
    SplittableRandom random = new SplittableRandom(job.seed() + index);
    this.mix = new Mix(templates, random.split());
    this.schedule = Schedule.of(job, index, random.split());
    this.selector = Selector.open();
    for (int i = index; i < job.connections(); i += job.threads()) {
      clients.add(new Client(this));
    }
  }

  // --- the phases ---

  /** Connects the clients gradually, until each is connected or has failed once. */
  void connect() throws IOException {
    nextTick = now();
    nextSweep = nextTick;
    long deadline = nextTick + MAX_CONNECTING_NANOS;
    int opened = 0;
    int connecting = 0;
    while (now() < deadline && (opened < clients.size() || connecting > 0)) {
      int most = Math.min(opened + MAX_OPENED, opened + MAX_CONNECTING - connecting);
      while (opened < Math.min(most, clients.size())) {
        clients.get(opened++).open(now());
      }
      for (long tick = nextTick; tick == nextTick; ) {
        turn(NO_START);
      }
      connecting = (int) clients.stream().filter(Client::isConnecting).count();
    }
  }

  /** Sends requests until all that count are answered or have failed. */
  void run() throws IOException {
    isStarted = true;
    nextTick = now();
    nextSweep = nextTick;
    clients.forEach(Client::clockStarted);
    holdBack();
    while (now() < 0) {
      turn(0);
    }
    dispatch(now());
    while (!isDone(now())) {
      turn(free.isEmpty() || !job.isOpen() ? NO_START : schedule.next());
      dispatch(now());
      countStarved(now());
    }
    countStarved(now());
  }

  private void countStarved(long now) {
    if (starved == NOT_KNOWN && !job.isOpen() && now >= window.end()) {
      starved = (int) clients.stream().filter(c -> c.starvesSince(window.start())).count();
    }
  }

  /**
   * In a closed loop, clients begin one after another during the first half of the warm-up.
   * Otherwise they would stay in step, and long requests would all end at the same time.
   */
  private void holdBack() {
    if (!job.isOpen() && rampNanos > 0) {
      held.addAll(free);
      free.clear();
      heldAtFirst = held.size();
    }
  }

  private void letBegin(long now) {
    double part = Math.min(1, (double) (now + TICK_NANOS) / rampNanos);
    while (!held.isEmpty() && heldAtFirst - held.size() < part * heldAtFirst) {
      free.addLast(held.removeFirst());
    }
  }

  private boolean isDone(long now) {
    return now >= window.end() && outstanding == 0 && isOver(now);
  }

  /** Whether no more requests start. */
  boolean isOver(long now) {
    return job.isOpen() ? schedule.next() == Schedule.NEVER : now >= window.end();
  }

  /** Waits for events, the next start or the next tick, and handles what has happened. */
  private void turn(long start) throws IOException {
    long before = now();
    long millis = millisToWait(start, before);
    awoke = NOT_YET;
    int count = millis == 0 ? selector.selectNow(handler) : selector.select(handler, millis);
    long after = now();
    if (count == 0) {
      idleNanos += window.overlap(before, after);
    } else if (millis > 0) {
      idleNanos += window.overlap(before, awoke);
    }
    if (after >= nextTick) {
      tick(after);
    }
  }

  /** How long to sleep; 0 to poll. */
  private long millisToWait(long start, long now) {
    long tick = Math.max(0, nextTick - now) / MILLI_NANOS + 1;
    long untilStart = start - POLL_NANOS - now;
    return start == NO_START ? tick : Math.clamp(untilStart / MILLI_NANOS, 0, tick);
  }

  private void ready(SelectionKey key) {
    long now = now();
    if (awoke == NOT_YET) {
      awoke = now;
    }
    if (key.attachment() instanceof Client client) {
      client.ready(key, now);
      startOnTime();
    }
  }

  private void tick(long now) {
    nextTick = now + TICK_NANOS;
    for (int i = watched.size() - 1; i >= 0; i--) {
      Client client = watched.get(i);
      if (!client.watched(now)) {
        client.isWatched = false;
        Client last = watched.removeLast();
        if (i < watched.size()) {
          watched.set(i, last);
        }
      }
      startOnTime();
    }
    if (now >= nextSweep) {
      nextSweep = now + Math.min(MAX_SWEEP_NANOS, timeoutNanos / 10);
      clients.forEach(client -> client.checkTimeout(now));
      expire(now);
    }
  }

  // --- requests ---

  /** Sends the requests that are due, as long as clients are free. */
  void dispatch(long now) {
    if (!held.isEmpty()) {
      letBegin(now);
    }
    long time = now;
    while (!free.isEmpty() && isDue(time)) {
      Client client = free.removeFirst();
      client.isQueued = false;
      if (client.isFree()) {
        begin(client, time);
        isFree(client);
        time = now();
      }
    }
  }

  /** In an open loop, what is due does not wait for all clients that have something to do. */
  private void startOnTime() {
    if (job.isOpen()) {
      dispatch(now());
    }
  }

  private void begin(Client client, long now) {
    do {
      Template template = mix.next();
      long intended = job.isOpen() ? schedule.next() : now;
      schedule.advance();
      outstanding += counts(template, intended) ? 1 : 0;
      client.begin(template, intended);
    } while (!job.isOpen() && client.isFree());
    client.flush();
  }

  private boolean isDue(long now) {
    return isStarted && !isOver(now) && schedule.next() <= now;
  }

  private boolean counts(Template template, long intended) {
    return template.isMeasured() && (tally.slices() != null || window.contains(intended));
  }

  /** Notes that a request was answered or has failed. */
  void ended(Template template, long intended) {
    outstanding -= counts(template, intended) ? 1 : 0;
  }

  /** Fails requests that could not be sent within their timeout. */
  private void expire(long now) {
    if (job.isOpen() && schedule.next() < now - timeoutNanos) {
      boolean isUnreachable = clients.stream().allMatch(Client::isUnreachable);
      Failure failure = isUnreachable ? Failure.CONNECT : Failure.TIMEOUT;
      while (schedule.next() < now - timeoutNanos) {
        tally.failed(mix.next(), schedule.next(), failure);
        schedule.advance();
      }
    }
  }

  // --- what clients need ---

  Job job() {
    return job;
  }

  InetSocketAddress address() {
    return address;
  }

  Selector selector() {
    return selector;
  }

  Tally tally() {
    return tally;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  long now() {
    return clock.nanos();
  }

  boolean hasSlowReaders() {
    return hasSlowReaders;
  }

  /** A buffer to write from, for the moment. */
  ByteBuffer out() {
    return out;
  }

  Inbox borrow() {
    Inbox inbox = inboxes.pollLast();
    return inbox == null ? new Inbox(budget, INBOX_BYTES) : inbox;
  }

  void giveBack(Inbox inbox) {
    inboxes.addLast(inbox);
  }

  /** Notes that a client may be free to send a request. */
  void isFree(Client client) {
    if (!client.isQueued && client.isFree()) {
      client.isQueued = true;
      free.addLast(client);
    }
  }

  /** Calls the client's {@link Client#watched} at each tick while that returns true. */
  void watch(Client client) {
    if (!client.isWatched) {
      client.isWatched = true;
      watched.add(client);
    }
  }

  void notConnected(IOException reason, long now) {
    notConnected = reason;
    if (isStarted && !job.isOpen() && !isOver(now)) {
      tally.notConnected(now);
    }
  }

  // --- what it reports ---

  int openConnections() {
    return (int) clients.stream().filter(Client::isOpen).count();
  }

  /** Why the last connection that could not be opened could not; null if all could. */
  @Nullable IOException notConnected() {
    return notConnected;
  }

  /** How many clients of a closed loop waited for a response during the whole window. */
  int starved() {
    return Math.max(0, starved);
  }

  /** Which share of the window it did not wait for anything. */
  double busyShare() {
    return 1 - (double) idleNanos / window.nanos();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

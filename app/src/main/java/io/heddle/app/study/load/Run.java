package io.heddle.app.study.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a job: connects, loads, and adds up what the loops have counted. */
final class Run implements AutoCloseable {
  private static final int HTTP_PORT = 80;

  /** Time for all threads to wake up before the load begins. */
  private static final long LEAD_NANOS = 5_000_000;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** A phase of a loop. */
  @FunctionalInterface
  private interface Phase {
    void run(Loop loop) throws IOException;
  }

  private final Job job;
  private final Clock clock = new Clock();
  private final Window window;
  private final List<Loop> loops = new ArrayList<>();
  private final ExecutorService threads;
  private int open;
  private @Nullable Exception notConnected;

  private Run(Job job) throws IOException {
    this.job = job;
    this.window = Window.of(job);
    this.threads =
        Executors.newFixedThreadPool(
            job.threads(), Thread.ofPlatform().name("load-", 0).daemon().factory());
    List<Template> templates = Template.all(job);
    InetSocketAddress address = address(job);
    for (int i = 0; i < job.threads(); i++) {
      loops.add(new Loop(job, templates, address, clock, i));
    }
  }

  private static InetSocketAddress address(Job job) {
    int port = job.url().getPort();
    String host = Objects.requireNonNull(job.url().getHost());
    InetSocketAddress address = new InetSocketAddress(host, port < 0 ? HTTP_PORT : port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("job: url: the host " + host + " is not known");
    }
    return address;
  }

  /**
   * A run whose clients are connected.
   *
   * @throws IllegalArgumentException when the job cannot be done
   * @throws GeneratorException when this machine lacks something
   * @throws IOException when no client can connect
   */
  static Run connected(Job job) throws IOException, InterruptedException {
    Run run = prepared(job);
    try {
      run.connect();
      return run;
    } catch (IOException | InterruptedException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static Run prepared(Job job) throws GeneratorException {
    try {
      return new Run(job);
    } catch (IOException e) {
      throw new GeneratorException("this machine lacks something: " + e.getMessage(), e);
    }
  }

  private void connect() throws IOException, InterruptedException {
    finish(start(Loop::connect));
    open = loops.stream().mapToInt(Loop::openConnections).sum();
    notConnected = notConnected();
    if (open == 0) {
      String message = "cannot connect to %s: %s".formatted(job.url(), notConnected);
      throw Limit.hasNoSockets(notConnected)
          ? new GeneratorException(message, notConnected)
          : new IOException(message, notConnected);
    }
  }

  /** How many clients are connected. */
  int open() {
    return open;
  }

  /**
   * Sends the load.
   *
   * @throws GeneratorException when this machine lacks something
   */
  Result load() throws IOException, InterruptedException {
    clock.start(LEAD_NANOS);
    Instant startedAt = Instant.now().plusNanos(LEAD_NANOS + window.start());
    List<Future<Void>> running = start(Loop::run);
    sleepUntil(window.start());
    long cpuAtStart = PROCESS.getProcessCpuTime();
    sleepUntil(window.end());
    long cpuNanos = PROCESS.getProcessCpuTime() - cpuAtStart;
    finish(running);
    Tally tally = new Tally(job);
    loops.forEach(loop -> tally.add(loop.tally()));
    double busyShare = loops.stream().mapToDouble(Loop::busyShare).max().orElse(0);
    Limit limit = Limit.of(job, open, notConnected, busyShare, tally);
    int starved = loops.stream().mapToInt(Loop::starved).sum();
    return new Result(startedAt, window, tally, starved, cpuNanos, busyShare, limit);
  }

  private @Nullable Exception notConnected() {
    Exception reason = null;
    for (Loop loop : loops) {
      reason = reason == null ? loop.notConnected() : reason;
    }
    return reason;
  }

  private List<Future<Void>> start(Phase phase) {
    List<Future<Void>> futures = new ArrayList<>();
    for (Loop loop : loops) {
      Callable<Void> task =
          () -> {
            phase.run(loop);
            return null;
          };
      futures.add(threads.submit(task));
    }
    return futures;
  }

  private static void finish(List<Future<Void>> futures) throws IOException, InterruptedException {
    for (Future<Void> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new GeneratorException("a loop of the generator failed: " + e.getCause(), e);
      }
    }
  }

  private void sleepUntil(long time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time - clock.nanos());
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Loop loop : loops) {
      loop.close();
    }
  }
}

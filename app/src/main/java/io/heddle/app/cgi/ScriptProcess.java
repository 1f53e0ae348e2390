package io.heddle.app.cgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A script that runs. Each of its pipes has a platform thread, so that it never waits for a pipe
 * that nobody serves; a virtual thread that reads a pipe would block its carrier. These threads
 * tell the owner what happens by {@link Event}s, which belong to the one thread that {@linkplain
 * #poll polls} them. Output waits in the pipe while the owner has not taken earlier pieces.
 */
final class ScriptProcess {
  private static final int PIECE_BYTES = 16 << 10;
  private static final int MAX_WAITING_PIECES = 4;
  private static final byte[] END = {};
  private static final long MAX_KILL_SECONDS = 5;

  /** How long pipes may stay open after the end of the script. */
  private static final Duration STRAGGLERS = Duration.ofMillis(20);

  /** What happens to the script. */
  sealed interface Event {
    /** It has written something. Call {@link #taken} when the owner has it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Output(byte[] bytes) implements Event {}

    /** A change of its pipes, or its end. */
    enum Change implements Event {
      /** No output follows. */
      OUTPUT_ENDED,
      /** The last piece of input is in the pipe. */
      INPUT_TAKEN,
      /** The script does not read its input any more. */
      INPUT_CLOSED,
      EXITED
    }
  }

  private final Process process;
  private final ProcessGroups groups;
  private final Executor threads;
  private final Runnable atEnd;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING_PIECES);
  private final AtomicInteger parts;

  /** Those that are served: output, errors and, if there is any, input. */
  private final AtomicInteger openPipes;

  private final AtomicBoolean isKilled = new AtomicBoolean();
  private volatile boolean isAbandoned;

  /**
   * Serves the pipes of a process.
   *
   * @param process the leader of a group
   * @param threads runs tasks that block
   * @param hasInput whether the owner gives it input
   * @param atEnd called when the process has exited and nothing of it occupies a thread
   */
  ScriptProcess(
      Process process, ProcessGroups groups, Executor threads, boolean hasInput, Runnable atEnd) {
    this.process = process;
    this.groups = groups;
    this.threads = threads;
    this.atEnd = atEnd;
    this.openPipes = new AtomicInteger(hasInput ? 3 : 2);
    this.parts = new AtomicInteger(openPipes.get() + 1);
  }

  /** Starts the threads. If that fails, the process is killed. */
  void start(ScriptLog log, boolean hasInput) {
    var _ = process.onExit().thenRun(this::exited);
    List<Runnable> pipes = new ArrayList<>();
    pipes.add(this::readOutput);
    pipes.add(() -> readErrors(log));
    if (hasInput) {
      pipes.add(this::writeInput);
    }
    int served = 0;
    try {
      for (Runnable pipe : pipes) {
        threads.execute(() -> serve(pipe));
        served++;
      }
    } finally {
      for (int i = served; i < pipes.size(); i++) {
        process.destroyForcibly();
        partEnded();
      }
    }
  }

  private void serve(Runnable pipe) {
    try {
      pipe.run();
    } finally {
      partEnded();
    }
  }

  private void partEnded() {
    if (parts.decrementAndGet() == 0) {
      atEnd.run();
    }
  }

  private void exited() {
    endInput();
    events.add(Event.Change.EXITED);
    try {
      if (openPipes.get() > 0) {
        threads.execute(this::killStragglers);
      }
    } finally {
      partEnded();
    }
  }

  /**
   * Kills what the script has left behind if that goes on writing, or keeps the input from being
   * dropped. Java keeps all that it writes after the end of the script, and so might run out of
   * memory. If Java has already closed the output, the next write ends the writer (SIGPIPE).
   */
  private void killStragglers() {
    try {
      Thread.sleep(STRAGGLERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (openPipes.get() > 0 && !isKilled.getAndSet(true)) {
      killGroup();
    }
  }

  private void readErrors(ScriptLog log) {
    try {
      log.copy(process.getErrorStream());
    } finally {
      openPipes.decrementAndGet();
    }
  }

  private void readOutput() {
    try (InputStream output = process.getInputStream()) {
      byte[] piece = new byte[PIECE_BYTES];
      room.acquire();
      for (int count = output.read(piece); count >= 0; count = output.read(piece)) {
        if (isAbandoned) {
          break;
        }
        events.add(new Event.Output(Arrays.copyOf(piece, count)));
        room.acquire();
      }
    } catch (IOException | InterruptedException e) {
      // The same as the end: the owner finds out whether the output is complete.
    } finally {
      openPipes.decrementAndGet();
      events.add(Event.Change.OUTPUT_ENDED);
    }
  }

  private void writeInput() {
    try (OutputStream pipe = process.getOutputStream()) {
      for (byte[] piece = input.take(); piece.length > 0; piece = input.take()) {
        pipe.write(piece);
        pipe.flush();
        events.add(Event.Change.INPUT_TAKEN);
      }
    } catch (IOException | InterruptedException e) {
      events.add(Event.Change.INPUT_CLOSED);
    } finally {
      openPipes.decrementAndGet();
    }
  }

  /** What has happened; null if nothing has. */
  @Nullable Event poll() {
    return events.poll();
  }

  /** What happens next; null if nothing does in this time. */
  @Nullable Event poll(long nanos) throws InterruptedException {
    return events.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** The owner has a piece of output, so there is room for another one. */
  void taken() {
    room.release();
  }

  /** Gives it a piece of input, not empty; the next one only after {@code INPUT_TAKEN}. */
  void give(byte[] piece) {
    input.add(piece);
  }

  /** Ends its input. */
  void endInput() {
    input.add(END);
  }

  /** Its exit status; 128 and the number of the signal if one has ended it. */
  int status() {
    return process.exitValue();
  }

  /** Ends the use of it. What still runs is killed unless its end was seen. */
  void abandon(boolean isEnded) {
    isAbandoned = true;
    endInput();
    if (!isEnded) {
      kill();
    }
    room.release();
  }

  /**
   * Kills the group, once, and waits until that is done. The thread may be interrupted, which
   * changes nothing.
   *
   * <p>It does nothing if the script has ended and its pipes are closed, though the owner may not
   * have noticed yet: the id may belong to another group by now. What the script has left in its
   * group stays, just as if the owner had noticed the end.
   */
  void kill() {
    boolean isOver = !process.isAlive() && openPipes.get() == 0;
    if (isOver || isKilled.getAndSet(true)) {
      return;
    }
    CountDownLatch isDone = new CountDownLatch(1);
    try {
      threads.execute(
          () -> {
            try {
              killGroup();
            } finally {
              isDone.countDown();
            }
          });
    } catch (Error e) {
      process.destroyForcibly();
      throw e;
    }
    boolean wasInterrupted = Thread.interrupted();
    try {
      isDone.await(MAX_KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A process that has just been started may have no group yet. Its end rules that out. */
  private void killGroup() {
    try {
      boolean isGroup = groups.kill(process.pid());
      end();
      if (!isGroup && process.waitFor(MAX_KILL_SECONDS, TimeUnit.SECONDS)) {
        groups.kill(process.pid());
      }
    } catch (IOException | InterruptedException e) {
      // Without another process, only this one can be killed, and those that it has started.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      end();
    }
  }

  /**
   * Ends the process itself. Java also closes its pipes then: if it has ended already, what it has
   * written and nobody has taken yet would be lost.
   */
  private void end() {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }
}

package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cgi.ScriptProcess.Event;
import io.heddle.http.RequestId;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process of a script whose owner is slow to notice its end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ScriptProcessTest {
  private static final File NOTHING = new File("/dev/null");

  private final AtomicInteger tasks = new AtomicInteger();
  private final CountDownLatch pipes = new CountDownLatch(2);

  /** A thread for each task: those that read the pipes, and each kill. */
  private final Executor threads =
      task -> {
        tasks.incrementAndGet();
        Thread.ofPlatform()
            .start(
                () -> {
                  task.run();
                  pipes.countDown();
                });
      };

  /** Another group may have its id by then. */
  @Test
  void nothingIsKilledAfterTheEnd() throws Exception {
    ProcessGroups groups = new ProcessGroups();
    CountDownLatch isOver = new CountDownLatch(1);
    // closes its pipes, and ends when its input does
    List<String> command = List.of("/bin/sh", "-c", "exec > /dev/null 2>&1; cat");
    Process process = groups.leader(command).start();
    ScriptProcess script = new ScriptProcess(process, groups, threads, false, isOver::countDown);
    script.start(new ScriptLog("/a.sh", new RequestId(1, 1)), false);
    pipes.await();
    process.getOutputStream().close();
    isOver.await();
    script.abandon(false);
    assertThat(tasks).as("threads for its pipes").hasValue(2);
  }

  /** The owner has a slow client, and the script ends while 64 KiB are in its pipe. */
  @Test
  void whatIsInThePipeAtTheEndIsNotLost() throws Exception {
    int bytes = 200_000;
    List<String> command = List.of("/bin/sh", "-c", "head -c " + bytes + " /dev/zero");
    ProcessGroups groups = new ProcessGroups();
    Process process = groups.leader(command).redirectInput(Redirect.from(NOTHING)).start();
    ScriptProcess script = new ScriptProcess(process, groups, threads, false, () -> {});
    script.start(new ScriptLog("/a.sh", new RequestId(1, 1)), false);
    long taken = 0;
    // a script that has not ended waits for room in its pipe, or is slow: the rest has room there
    while (taken < bytes - 60_000 && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      taken += take(script);
    }
    process.waitFor();
    assertThat(taken).as("taken at its end").isLessThan(bytes - 32_000);
    Thread.sleep(200);
    for (int count = take(script); count > 0; count = take(script)) {
      taken += count;
    }
    assertThat(taken).isEqualTo(bytes);
  }

  /** Takes the next piece of its output, and returns how long that is; 0 at the end. */
  private static int take(ScriptProcess script) throws InterruptedException {
    Event event = script.poll(TimeUnit.SECONDS.toNanos(30));
    while (event == Event.Change.EXITED) {
      event = script.poll(TimeUnit.SECONDS.toNanos(30));
    }
    script.taken();
    return event instanceof Event.Output(byte[] piece) ? piece.length : 0;
  }
}

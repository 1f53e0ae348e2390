package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.RequestId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process of a script whose owner is slow to notice its end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ScriptProcessTest {
  /** Another group may have its id by then. Each kill is a task. */
  @Test
  void nothingIsKilledAfterTheEnd() throws Exception {
    AtomicInteger tasks = new AtomicInteger();
    Executor threads =
        task -> {
          tasks.incrementAndGet();
          Thread.ofPlatform().start(task);
        };
    // its pipes are closed before its end, so the end is no reason to kill what still has them
    List<String> command = List.of("/bin/sh", "-c", "exec > /dev/null 2>&1; sleep 0.2");
    ProcessGroups groups = new ProcessGroups();
    CountDownLatch isOver = new CountDownLatch(1);
    ScriptProcess script =
        new ScriptProcess(
            groups.leader(command).start(), groups, threads, false, isOver::countDown);
    script.start(new ScriptLog("/a.sh", new RequestId(1, 1)), false);
    isOver.await();
    script.abandon(false);
    assertThat(tasks).as("a thread for each pipe").hasValue(2);
  }
}

package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.data.Activity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stacks are about. */
final class FramesTest {
  @ParameterizedTest
  @CsvSource({
    "sun.nio.ch.SocketDispatcher.read0, SOCKETS",
    "sun.nio.ch.EPoll.wait, READINESS",
    "sun.nio.ch.Poller.poll, READINESS",
    "sun.nio.ch.FileChannelImpl.transferTo, FILES",
    "java.lang.VirtualThread.unpark, SCHEDULING",
    "java.util.concurrent.ForkJoinPool.runWorker, SCHEDULING",
    "java.util.concurrent.locks.LockSupport.park, SCHEDULING",
    "java.util.concurrent.locks.ReentrantLock.lock, LOCKS",
    "io.heddle.codec.RequestParser.parse, CODEC",
    "io.heddle.http1.Http1Connection.next, PROTOCOL",
    "io.heddle.engine.eventloop.EventLoop.run, ENGINE",
    "io.heddle.app.routes.Work.handle, HANDLERS",
    "io.heddle.app.metrics.Metrics.ended, OBSERVING",
    "org.example.Users.handle, HANDLERS"
  })
  void aMethodBelongsToAnActivity(String method, Activity activity) {
    assertThat(Frames.activity(List.of(method, "java.lang.VirtualThread.run"))).isEqualTo(activity);
  }

  @Test
  void aMethodThatAnybodyUsesCountsForItsCaller() {
    List<String> stack =
        List.of(
            "java.util.Arrays.copyOf",
            "java.lang.String.getBytes",
            "io.heddle.codec.HeadWriter.write",
            "io.heddle.engine.blocking.BlockingConnection.run");
    assertThat(Frames.activity(stack)).isEqualTo(Activity.CODEC);
  }

  @Test
  void aStackOfTheJdkAloneIsOther() {
    assertThat(Frames.activity(List.of("java.util.HashMap.get"))).isEqualTo(Activity.OTHER);
  }
}

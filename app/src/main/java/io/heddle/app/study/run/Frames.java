package io.heddle.app.study.run;

import io.heddle.app.study.data.Activity;
import java.util.List;
import java.util.Optional;

/** Decides from the frames of a stack what a thread was doing. */
final class Frames {
  /** A class or package, and what it is for. A shorter name must follow the longer one. */
  private record Rule(String start, Activity activity) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("sun.nio.ch.EPoll", Activity.READINESS),
          new Rule("sun.nio.ch.EventFD", Activity.READINESS),
          new Rule("sun.nio.ch.Poller", Activity.READINESS),
          new Rule("sun.nio.ch.Selector", Activity.READINESS),
          new Rule("sun.nio.ch.SelectionKey", Activity.READINESS),
          new Rule("sun.nio.ch.Net.poll", Activity.READINESS),
          new Rule("sun.nio.ch.FileChannel", Activity.FILES),
          new Rule("sun.nio.ch.FileDispatcher", Activity.FILES),
          new Rule("sun.nio.ch.UnixFileDispatcher", Activity.FILES),
          new Rule("sun.nio.fs.", Activity.FILES),
          new Rule("java.nio.file.", Activity.FILES),
          new Rule("java.io.UnixFileSystem", Activity.FILES),
          new Rule("java.io.File", Activity.FILES),
          new Rule("java.io.RandomAccessFile", Activity.FILES),
          new Rule("java.nio.MappedMemoryUtils", Activity.FILES),
          new Rule("sun.nio.ch.", Activity.SOCKETS),
          new Rule("java.lang.VirtualThread", Activity.SCHEDULING),
          new Rule("java.lang.ThreadBuilders", Activity.SCHEDULING),
          new Rule("java.lang.Thread.start", Activity.SCHEDULING),
          new Rule("java.lang.Thread.yield", Activity.SCHEDULING),
          new Rule("java.lang.Thread.sleep", Activity.SCHEDULING),
          new Rule("java.lang.System$", Activity.SCHEDULING),
          new Rule("java.lang.Object.wait", Activity.LOCKS),
          new Rule("jdk.internal.vm.Continuation", Activity.SCHEDULING),
          new Rule("jdk.internal.misc.Unsafe.park", Activity.SCHEDULING),
          new Rule("jdk.internal.misc.Unsafe.unpark", Activity.SCHEDULING),
          new Rule("java.util.concurrent.ForkJoin", Activity.SCHEDULING),
          new Rule("java.util.concurrent.ThreadPoolExecutor", Activity.SCHEDULING),
          new Rule("java.util.concurrent.ThreadPerTaskExecutor", Activity.SCHEDULING),
          new Rule("java.util.concurrent.ScheduledThreadPool", Activity.SCHEDULING),
          new Rule("java.util.concurrent.DelayScheduler", Activity.SCHEDULING),
          new Rule("java.util.concurrent.locks.LockSupport", Activity.SCHEDULING),
          new Rule("java.util.concurrent.locks.", Activity.LOCKS),
          new Rule("java.util.concurrent.Linked", Activity.LOCKS),
          new Rule("java.util.concurrent.SynchronousQueue", Activity.LOCKS),
          new Rule("java.util.concurrent.ArrayBlockingQueue", Activity.LOCKS),
          new Rule("java.util.concurrent.Semaphore", Activity.LOCKS),
          new Rule("io.heddle.codec.", Activity.CODEC),
          new Rule("io.heddle.engine.", Activity.ENGINE),
          new Rule("io.heddle.content.", Activity.HANDLERS),
          new Rule("io.heddle.app.routes.", Activity.HANDLERS),
          new Rule("io.heddle.app.", Activity.OBSERVING),
          new Rule("io.heddle.", Activity.PROTOCOL),
          new Rule("io.micrometer.", Activity.OBSERVING),
          new Rule("io.prometheus.", Activity.OBSERVING),
          new Rule("jdk.jfr.", Activity.OBSERVING));

  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private Frames() {}

  /**
   * The activity of a stack: that of its first frame that belongs to one, from the top. So a method
   * of the JDK that anybody may use counts for its caller.
   *
   * @param methods with their classes, the innermost first
   */
  static Activity activity(List<String> methods) {
    return methods.stream()
        .flatMap(method -> of(method).stream())
        .findFirst()
        .orElse(Activity.OTHER);
  }

  /** What a method is for; absent if that depends on its caller. */
  private static Optional<Activity> of(String method) {
    for (Rule rule : RULES) {
      if (method.startsWith(rule.start())) return Optional.of(rule.activity());
    }
    // all other classes came with a jar of handlers
    boolean isOfJdk = JDK.stream().anyMatch(method::startsWith);
    return isOfJdk ? Optional.empty() : Optional.of(Activity.HANDLERS);
  }
}

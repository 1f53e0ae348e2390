package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records a server under a load with the JDK's Flight Recorder, which jcmd starts and stops. */
final class FlightRecorder {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final String NAME = "name=heddle-study";

  /**
   * The JDK's profile, and samples of CPU time, which also show what the kernel does for a thread.
   */
  private static final List<String> SETTINGS =
      List.of(
          "settings=profile",
          "jdk.CPUTimeSample#enabled=true",
          "jdk.CPUTimeSample#throttle=2ms",
          "jdk.VirtualThreadPinned#threshold=1ms",
          "jdk.JavaMonitorEnter#threshold=1ms");

  private static final double SECOND_NANOS = 1e9;
  private static final Duration THREAD_LEAD = Duration.ofMillis(2);
  private static final Duration MAX_THREAD_LEAD = Duration.ofSeconds(2);

  private final Children children;

  FlightRecorder(Children children) {
    this.children = children;
  }

  /** Whether this Java has the command that controls the recorder. */
  static boolean isAvailable() {
    return Files.isExecutable(JCMD);
  }

  /**
   * Loads a server and records it.
   *
   * @param file of the recording, for tools such as JDK Mission Control
   * @throws MeasurementException if the recorder fails
   */
  Recording record(
      Session session, ServerProcess server, Place place, Load load, Timing timing, Path file)
      throws IOException, MeasurementException, InterruptedException {
    session.prepare(load, timing);
    Files.createDirectories(file.toAbsolutePath().getParent());
    jcmd(server, "JFR.start", SETTINGS);
    RecordedLoad recorded;
    try {
      recorded = load(session, server, load, new Timing(lead(load, timing), timing.window()));
    } finally {
      jcmd(server, "JFR.stop", List.of("filename=" + file.toAbsolutePath()));
    }
    return RecordingFiles.read(file, place, recorded);
  }

  private static RecordedLoad load(Session session, ServerProcess server, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    Counters before = Counters.before(server);
    CpuWatch watch = CpuWatch.start(server.pid());
    LoadResult result;
    List<CpuWatch.Reading> readings;
    try {
      result = session.run(load, timing).result();
    } finally {
      readings = watch.end();
    }
    Counters after = Counters.after(server);
    double seconds = timing.total().toNanos() / SECOND_NANOS;
    return RecordedLoad.within(
            result.startedAt(),
            result.startedAt().plusNanos(result.measuredNanos()),
            readings,
            (after.requests() - before.requests()) / seconds,
            after.jvm().processors())
        .orElseThrow(
            () ->
                MeasurementException.ofStudy(
                    "the server answered nothing while it was recorded, or its CPU time is not known"));
  }

  /**
   * Every thread has a timer of its own, whose first sample comes after a few milliseconds of its
   * CPU time. With many threads it takes a while until all of them are sampled as they should be.
   */
  private static Duration lead(Load load, Timing timing) {
    Duration more = THREAD_LEAD.multipliedBy(load.connections());
    return timing.lead().plus(more.compareTo(MAX_THREAD_LEAD) < 0 ? more : MAX_THREAD_LEAD);
  }

  private void jcmd(ServerProcess server, String command, List<String> options)
      throws IOException, MeasurementException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of(JCMD.toString(), Long.toString(server.pid()), command, NAME));
    words.addAll(options);
    OneShot.run(children, words);
  }
}

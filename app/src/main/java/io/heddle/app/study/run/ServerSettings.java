package io.heddle.app.study.run;

import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.PlanException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How every server is started: the same for all variants.
 *
 * @param collector by a name of {@link #COLLECTORS}
 * @param handler a jar with more routes, or null
 * @param waiting how handlers wait
 * @param stepsPerMicrosecond how many steps they compute in a microsecond; null if that is not
 *     known
 */
public record ServerSettings(
    String heap,
    String collector,
    List<String> jvmArguments,
    @Nullable Path handler,
    Waiting waiting,
    @Nullable Integer stepsPerMicrosecond) {
  /** The garbage collectors by name. */
  static final Map<String, String> COLLECTORS =
      Map.of(
          "serial", "-XX:+UseSerialGC",
          "parallel", "-XX:+UseParallelGC",
          "g1", "-XX:+UseG1GC",
          "z", "-XX:+UseZGC",
          "shenandoah", "-XX:+UseShenandoahGC");

  /** Some workloads have larger bodies than servers accept by default. */
  static final long MAX_BODY_BYTES = 128L << 20;

  /** What --heap and --gc decide, and single points differ in. */
  private static final Pattern DECIDED = Pattern.compile("-Xm[sx].*|-XX:[+-]Use\\w+GC");

  private static final Pattern SIZE = Pattern.compile("\\d{1,7}[kKmMgG]");

  public ServerSettings {
    jvmArguments = List.copyOf(jvmArguments);
    if (!SIZE.matcher(heap).matches()) {
      throw new PlanException("--heap", heap, "write a number and a unit, such as 512m or 2g");
    }
    for (String argument : jvmArguments) {
      if (DECIDED.matcher(argument).matches()) {
        throw new PlanException(
            "--jvm-args",
            argument,
            "use --heap or --gc instead: some points have one of their own");
      }
    }
    collector = collector.toLowerCase(Locale.ROOT);
    if (!COLLECTORS.containsKey(collector)) {
      throw new PlanException(
          "--gc", collector, "write one of serial, parallel, g1, z, shenandoah");
    }
  }

  /**
   * The same with a known speed.
   *
   * @param steps per microsecond, or null if the server cannot tell
   */
  ServerSettings computingAt(@Nullable Integer steps) {
    return new ServerSettings(heap, collector, jvmArguments, handler, waiting, steps);
  }

  /** The collector that Java itself would choose: G1 needs more than one processor. */
  public static String usualCollector(Placement placement) {
    return placement.server().size() == 1 ? "serial" : "g1";
  }

  /**
   * The arguments of the server's JVM. It is told how many processors it has, because it may use
   * more until it is warm.
   */
  List<String> jvmArguments(Jvm jvm, Placement placement) {
    String size = Objects.requireNonNullElse(jvm.heap(), heap);
    String name = Objects.requireNonNullElse(jvm.collector(), collector);
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xms" + size);
    arguments.add("-Xmx" + size);
    arguments.add(Objects.requireNonNull(COLLECTORS.get(name)));
    arguments.add("-XX:ActiveProcessorCount=" + placement.server().size());
    // otherwise, one that ends takes its CPU time along
    arguments.add("-XX:-UseDynamicNumberOfCompilerThreads");
    arguments.addAll(jvmArguments);
    return arguments;
  }

  /**
   * The command of a server.
   *
   * @param cpus the processors that it may use at first
   * @param backend the process for which handlers wait, or null
   */
  List<String> command(
      Variant variant,
      Jvm jvm,
      Placement placement,
      CpuList cpus,
      Path root,
      @Nullable Backend backend) {
    List<String> words = new ArrayList<>(variant.options());
    words.addAll(List.of("--port=0", "--admin-port=0", "--lab", "--root=" + root));
    words.add("--max-body-bytes=" + MAX_BODY_BYTES);
    if (backend != null) {
      words.add("--lab-backend=" + backend.address());
    }
    if (handler != null) {
      words.add("--handler=" + handler.toAbsolutePath());
    }
    List<String> command = new ArrayList<>(placement.prefix(cpus));
    command.addAll(JavaProgram.command(jvmArguments(jvm, placement), JavaProgram.SERVER, words));
    return command;
  }

  /** The options of the command line that give these settings for one measurement. */
  List<String> options(Measurement measurement) {
    List<String> options = new ArrayList<>(List.of("--heap=" + heap, "--gc=" + collector));
    if (!jvmArguments.isEmpty()) {
      options.add("--jvm-args=" + String.join(" ", jvmArguments));
    }
    if (handler != null) {
      options.add("--handler=" + handler);
    }
    // a study in which no handler waits refuses --wait
    if (waiting != Waiting.SLEEP && measurement.waits()) {
      options.add("--wait=" + waiting.key());
    }
    return options;
  }
}

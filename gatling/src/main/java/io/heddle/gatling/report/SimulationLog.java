package io.heddle.gatling.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code simulation.log} in the format of Gatling 3.15.1: a header, then entries in the order in
 * which they ended, each after a byte with its kind. The file has no end marker. A log is complete
 * if it ends between two entries and all users have left.
 *
 * <p>Impossible entries are rejected ({@link Course}). A changed name, or a time that is slightly
 * wrong, goes unnoticed: the file has no checksum.
 *
 * <p>One thread reads it once, from start to end.
 */
public final class SimulationLog implements Closeable {
  /** The only known version of the format; a test reads a log that this version just wrote. */
  static final String GATLING_VERSION = "3.15.1";

  private static final int RUN = 0;
  private static final int REQUEST = 1;
  private static final int USER = 2;
  private static final int GROUP = 3;
  private static final int ERROR = 4;
  private static final int END = -1;

  /** The year 2100. */
  private static final long LAST_START_MILLIS = 4_102_444_800_000L;

  private static final int MAX_SCENARIOS = 10_000;
  private static final int MAX_ASSERTIONS = 10_000;
  private static final int MAX_GROUPS = 1_000;

  private final LogInput input;
  private final RunHeader header;
  private final Course course = new Course();

  private SimulationLog(LogInput input, RunHeader header) {
    this.input = input;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws LogFormatException if it is not a log, or one of another version
   */
  public static SimulationLog open(Path file) throws IOException {
    return read(Files.newInputStream(file), file.toString());
  }

  /** Reads a log from a stream, which this closes; the name is for error messages. */
  static SimulationLog read(InputStream in, String name) throws IOException {
    LogInput input = new LogInput(in, name);
    try {
      return new SimulationLog(input, header(input, name));
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static RunHeader header(LogInput input, String name) throws IOException {
    int kind = input.nextByte();
    if (kind != RUN) {
      throw input.wrong("%d instead of a run's header".formatted(kind));
    }
    String version = input.string();
    if (!version.equals(GATLING_VERSION)) {
      throw new LogFormatException(
          "%s was written by Gatling \"%s\", but this program reads only logs of Gatling %s"
              .formatted(name, version, GATLING_VERSION));
    }
    String simulation = input.string();
    long startMillis = input.longNumber();
    if (startMillis < 0 || startMillis > LAST_START_MILLIS) {
      throw input.wrong("a run that began %d ms after 1970".formatted(startMillis));
    }
    String description = input.string();
    List<String> scenarios = new ArrayList<>();
    for (int left = input.count("scenarios", MAX_SCENARIOS); left > 0; left--) {
      scenarios.add(input.string());
    }
    // Skip the assertions, whose format is that of a Scala library.
    for (int left = input.count("assertions", MAX_ASSERTIONS); left > 0; left--) {
      input.skipBytes();
    }
    return new RunHeader(version, simulation, startMillis, description, scenarios);
  }

  public RunHeader header() {
    return header;
  }

  /**
   * Reads the next entry; empty at the end.
   *
   * @throws LogFormatException if the log is damaged or truncated
   */
  public Optional<Entry> next() throws IOException {
    int kind = input.byteOrEnd();
    if (kind == END) {
      if (course.present() > 0) {
        throw input.cutOff(
            "with users who have not left: %d (maxDuration causes this)"
                .formatted(course.present()));
      }
      return Optional.empty();
    }
    Entry entry =
        switch (kind) {
          case REQUEST -> request();
          case USER -> user();
          case GROUP -> group();
          case ERROR -> new Entry.Fault(input.cachedString(), input.number());
          default -> throw input.wrong("an entry of the unknown kind " + kind);
        };
    Optional<String> objection = course.add(entry);
    if (objection.isPresent()) {
      throw input.wrong(objection.get());
    }
    return Optional.of(entry);
  }

  private Entry request() throws IOException {
    List<String> groups = input.cachedStrings("groups", MAX_GROUPS);
    String name = input.cachedString();
    int startMillis = input.number();
    int endMillis = input.number();
    boolean ok = input.truth();
    return new Entry.Request(groups, name, startMillis, endMillis, ok, input.cachedString());
  }

  private Entry user() throws IOException {
    int scenario = input.number();
    if (scenario < 0 || scenario >= header.scenarios().size()) {
      throw input.wrong("a user of scenario number " + scenario);
    }
    return new Entry.User(header.scenarios().get(scenario), input.truth(), input.number());
  }

  private Entry group() throws IOException {
    List<String> groups = input.cachedStrings("groups", MAX_GROUPS);
    int startMillis = input.number();
    int endMillis = input.number();
    int requestsMillis = input.number();
    return new Entry.Group(groups, startMillis, endMillis, requestsMillis, input.truth());
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}

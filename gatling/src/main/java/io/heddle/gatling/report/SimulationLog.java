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
 * A {@code simulation.log} as Gatling 3.15.1 writes it: a header, then entries in the order in
 * which they ended, each after an octet that says what it is. The file has no mark at its end, but
 * whoever comes also goes: so a log is whole when it ends between two entries and all users have
 * gone.
 *
 * <p>What would be impossible is refused ({@link Course}). A name that is spelt otherwise, or a
 * time that is a little wrong, is possible: the file has no checksum.
 *
 * <p>It is read once, from front to back, by one thread.
 */
public final class SimulationLog implements Closeable {
  /** The one version whose format is known here; a test reads a log that it has just written. */
  static final String GATLING_VERSION = "3.15.1";

  private static final int RUN = 0;
  private static final int REQUEST = 1;
  private static final int USER = 2;
  private static final int GROUP = 3;
  private static final int ERROR = 4;
  private static final int END = -1;

  /** The year 2100. */
  private static final long LAST_START_MILLIS = 4_102_444_800_000L;

  private static final int MOST_SCENARIOS = 10_000;
  private static final int MOST_ASSERTIONS = 10_000;
  private static final int MOST_GROUPS = 1_000;

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
   * @throws LogFormatException when it is no log, or one of another version
   */
  public static SimulationLog open(Path file) throws IOException {
    return read(Files.newInputStream(file), file.toString());
  }

  /** The same for octets from anywhere, which this closes; the name is for complaints. */
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
    int kind = input.octet();
    if (kind != RUN) {
      throw input.wrong("%d where a run's header should begin".formatted(kind));
    }
    String version = input.string();
    if (!version.equals(GATLING_VERSION)) {
      throw new LogFormatException(
          "%s says that Gatling \"%s\" wrote it, and only logs of Gatling %s are understood here"
              .formatted(name, version, GATLING_VERSION));
    }
    String simulation = input.string();
    long startMillis = input.longNumber();
    if (startMillis < 0 || startMillis > LAST_START_MILLIS) {
      throw input.wrong("a run that began %d ms after 1970".formatted(startMillis));
    }
    String description = input.string();
    List<String> scenarios = new ArrayList<>();
    for (int left = input.count("scenarios", MOST_SCENARIOS); left > 0; left--) {
      scenarios.add(input.string());
    }
    // The assertions, in the form of a Scala library: Gatling itself says whether they held.
    for (int left = input.count("assertions", MOST_ASSERTIONS); left > 0; left--) {
      input.skipOctets();
    }
    return new RunHeader(version, simulation, startMillis, description, scenarios);
  }

  public RunHeader header() {
    return header;
  }

  /**
   * The next entry, or nothing at the end.
   *
   * @throws LogFormatException when the log is damaged, or cut off
   */
  public Optional<Entry> next() throws IOException {
    int kind = input.octetOrEnd();
    if (kind == END) {
      if (course.present() > 0) {
        throw input.cutOff(
            "with users who have not gone: %d (as maxDuration leaves them)"
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
    List<String> groups = input.cachedStrings("groups", MOST_GROUPS);
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
    List<String> groups = input.cachedStrings("groups", MOST_GROUPS);
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

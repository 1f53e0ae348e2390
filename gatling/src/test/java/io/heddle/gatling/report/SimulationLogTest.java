package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SimulationLogTest {
  private static final long SEED = 42;

  private static LogSample one() {
    return LogSample.of("a.B", "first", "second");
  }

  /** One record of every kind, with repeated strings and one that is not Latin-1. */
  private static LogSample everything() {
    return one()
        .user(1, true, 0)
        .request(List.of("outer", "inner"), "GET /é", 1, 15, true, "")
        .request(List.of("outer"), "GET /日本", 16, 30, false, "status is 500")
        .request("GET /é", 31, 31, true)
        .group(List.of("outer", "inner"), 1, 40, 29)
        .fault("No attribute named 'x'", 41)
        .user(1, false, 42);
  }

  @Test
  void readsTheHeader() throws IOException {
    try (SimulationLog log = LogSample.open(one().bytes())) {
      assertThat(log.header())
          .isEqualTo(
              new RunHeader("3.15.1", "a.B", 1_700_000_000_000L, "", List.of("first", "second")));
      assertThat(log.next()).isEmpty();
    }
  }

  @Test
  void readsEveryKindOfEntryAndRepeatedStrings() throws IOException {
    assertThat(LogSample.read(everything().bytes()))
        .containsExactly(
            new Entry.User("second", true, 0),
            new Entry.Request(List.of("outer", "inner"), "GET /é", 1, 15, true, ""),
            new Entry.Request(List.of("outer"), "GET /日本", 16, 30, false, "status is 500"),
            new Entry.Request(List.of(), "GET /é", 31, 31, true, ""),
            new Entry.Group(List.of("outer", "inner"), 1, 40, 29, true),
            new Entry.Fault("No attribute named 'x'", 41),
            new Entry.User("second", false, 42));
  }

  @Test
  void aLogThatIsTruncatedAfterItsHeaderIsRejected() throws IOException {
    LogSample sample = everything();
    byte[] bytes = sample.bytes();
    int header = sample.ends().getFirst();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      if (length == header) {
        assertThat(LogSample.read(cut)).isEmpty();
      } else {
        String how =
            sample.ends().contains(length) ? "with users who have not left: 1" : "in the middle of";
        assertThatThrownBy(() -> LogSample.read(cut))
            .isInstanceOf(LogFormatException.class)
            .hasMessageContaining("sample ends at byte " + length)
            .hasMessageContaining(how);
      }
    }
  }

  @Test
  void aChangedLogCausesOnlyAFormatException() {
    Random random = new Random(SEED);
    byte[] bytes = everything().bytes();
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = bytes.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        LogSample.read(damaged);
      } catch (LogFormatException e) {
        refused++;
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("round " + round + " of seed " + SEED, e);
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }

  @Test
  void rejectsAFileOfAnotherKind() {
    assertThatThrownBy(() -> LogSample.open("<!doctype html>".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("not a simulation.log of Gatling")
        .hasMessageContaining("before byte 1 there is 60");
  }

  @Test
  void rejectsAnotherVersionOfGatlingAndNamesBoth() {
    assertThatThrownBy(() -> LogSample.open(LogSample.ofVersion("3.16.0", "a.B").bytes()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("\"3.16.0\"")
        .hasMessageContaining("Gatling 3.15.1");
  }

  @Test
  void rejectsAnEntryOfAnUnknownKind() {
    assertRejected(one().record(out -> out.writeByte(5)), "the unknown kind 5");
  }

  @Test
  void rejectsAStringThatWasNeverGiven() {
    assertRejected(
        one()
            .record(
                out -> {
                  out.writeByte(4);
                  out.writeInt(-1);
                }),
        "string number -1 after 0 strings");
  }

  @Test
  void rejectsStringsOfImpossibleLengths() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRejected(
          one()
              .record(
                  out -> {
                    out.writeByte(4);
                    out.writeInt(1);
                    out.writeInt(length);
                  }),
          length + " bytes in a string");
    }
  }

  @Test
  void rejectsHalfACharacter() {
    assertRejected(
        one()
            .record(
                out -> {
                  out.writeByte(4);
                  out.writeInt(1);
                  out.writeInt(3);
                  out.write(new byte[] {1, 2, 3, 1});
                }),
        "odd number");
  }

  @Test
  void rejectsAUserOfAnUnknownScenario() {
    assertRejected(one().user(2, true, 0), "scenario number 2");
    assertRejected(one().user(-1, true, 0), "scenario number -1");
  }

  @Test
  void aRequestThatEndsBeforeItsStartTookNoTime() {
    assertThat(new Entry.Request(List.of(), "a", 10, 8, true, "").tookMillis()).isZero();
  }

  @Test
  void rejectsTimesBeforeTheRunBegan() {
    assertRejected(one().request("a", -5_000, 1, true), "a start 5000 ms before the run's");
    assertRejected(one().request("a", Integer.MIN_VALUE, 1, true), "a start 2147483648 ms before");
    assertRejected(one().user(0, true, -5_000), "a time 5000 ms before the run's start");
    assertRejected(one().fault("x", -5_000), "a time 5000 ms before the run's start");
  }

  @Test
  void rejectsAnEndFarBeforeItsStart() {
    assertRejected(one().request("a", 9_000, 10, true), "an end at 10 ms after a start at 9000");
    assertRejected(
        one().group(List.of("g"), 9_000, 10, 0), "an end at 10 ms after a start at 9000");
    assertRejected(
        one().request("a", Integer.MAX_VALUE, -1_000, true),
        "an end at -1000 ms after a start at 2147483647");
  }

  @Test
  void rejectsATimeFarBehindTheOthers() {
    assertRejected(
        one().request("a", 0, 1 << 30, true).request("a", 5, 10, true),
        "a time of 10 ms after one of 1073741824");
  }

  @Test
  void anEntryMayBeWrittenSlightlyLate() throws IOException {
    LogSample sample = one().request("a", 0, 30_000, true).request("a", -10, 10, true);
    assertThat(LogSample.read(sample.bytes())).hasSize(2);
  }

  @Test
  void rejectsAUserWhoNeverArrived() {
    assertRejected(one().user(0, true, 1).user(1, false, 2), "a user who leaves but never arrived");
  }

  @Test
  void rejectsAFailureWithoutReasonAndASuccessWithOne() {
    assertRejected(one().request(List.of(), "a", 0, 1, false, ""), "a failure without a reason");
    assertRejected(
        one().request(List.of(), "a", 0, 1, true, "status is 500"), "a success with a reason");
  }

  @Test
  void rejectsGroupsWhoseRequestsTookLessThanNothing() {
    assertRejected(one().group(List.of("g"), 0, 1, -1), "a group whose requests took -1 ms");
  }

  @Test
  void flippedHighBitsOfTimesAreRejected() throws IOException {
    LogSample sample = one();
    for (int i = 0; i < 10; i++) {
      sample.request("a", i * 10, i * 10 + 10, true);
    }
    List<Integer> ends = sample.ends();
    byte[] bytes = sample.bytes();
    // The kind, the number of groups and the name's number precede the start and the end.
    for (int record = 2; record < ends.size() - 2; record++) {
      int times = ends.get(record) + 9;
      for (int bit = 0; bit < 15; bit++) {
        for (int time : new int[] {times, times + 4}) {
          byte[] damaged = bytes.clone();
          damaged[time + bit / 8] ^= (byte) (0x80 >> bit % 8);
          assertThatThrownBy(() -> LogSample.read(damaged))
              .as("bit %d of byte %d", bit, time)
              .isInstanceOf(LogFormatException.class);
        }
      }
    }
  }

  private static void assertRejected(LogSample sample, String why) {
    assertThatThrownBy(() -> LogSample.read(sample.bytes()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining(why);
  }
}

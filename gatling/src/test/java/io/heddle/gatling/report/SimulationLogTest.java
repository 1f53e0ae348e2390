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

  /** One record of every kind, with strings that come twice, and one beyond Latin-1. */
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
    try (SimulationLog log = LogSample.open(one().octets())) {
      assertThat(log.header())
          .isEqualTo(
              new RunHeader("3.15.1", "a.B", 1_700_000_000_000L, "", List.of("first", "second")));
      assertThat(log.next()).isEmpty();
    }
  }

  @Test
  void readsEveryKindOfEntryAndStringsThatComeAgain() throws IOException {
    assertThat(LogSample.read(everything().octets()))
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
  void aLogCutOffWithinARecordIsRefusedAndOneCutBetweenRecordsIsShorter() throws IOException {
    LogSample sample = everything();
    byte[] octets = sample.octets();
    List<Entry> all = LogSample.read(octets);
    for (int length = 0; length < octets.length; length++) {
      byte[] cut = Arrays.copyOf(octets, length);
      int records = sample.ends().indexOf(length);
      if (records >= 0) {
        assertThat(LogSample.read(cut)).isEqualTo(all.subList(0, records));
      } else {
        assertThatThrownBy(() -> LogSample.read(cut))
            .isInstanceOf(LogFormatException.class)
            .hasMessageContaining("sample ends at byte " + length);
      }
    }
  }

  @Test
  void whateverIsChangedOnlyAFormatExceptionEscapes() {
    Random random = new Random(SEED);
    byte[] octets = everything().octets();
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = octets.clone();
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
  void refusesAFileOfAnotherKind() {
    assertThatThrownBy(() -> LogSample.open("<!doctype html>".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("no simulation.log of Gatling")
        .hasMessageContaining("before byte 1 stands 60");
  }

  @Test
  void refusesAnotherVersionOfGatlingAndNamesBoth() {
    assertThatThrownBy(() -> LogSample.open(LogSample.ofVersion("3.16.0", "a.B").octets()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("\"3.16.0\"")
        .hasMessageContaining("Gatling 3.15.1");
  }

  @Test
  void refusesAnEntryOfAnUnknownKind() {
    assertRefused(one().record(out -> out.writeByte(5)), "the unknown kind 5");
  }

  @Test
  void refusesAStringThatWasNeverGiven() {
    assertRefused(
        one()
            .record(
                out -> {
                  out.writeByte(4);
                  out.writeInt(-1);
                }),
        "string number -1 after 0 strings");
  }

  @Test
  void refusesStringsOfImpossibleLengths() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRefused(
          one()
              .record(
                  out -> {
                    out.writeByte(4);
                    out.writeInt(1);
                    out.writeInt(length);
                  }),
          length + " octets in a string");
    }
  }

  @Test
  void refusesHalfACharacter() {
    assertRefused(
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
  void refusesAUserOfAnUnknownScenario() {
    assertRefused(one().user(2, true, 0), "scenario number 2");
    assertRefused(one().user(-1, true, 0), "scenario number -1");
  }

  @Test
  void aRequestThatTheClockLetsEndBeforeItsStartTookNoTime() {
    assertThat(new Entry.Request(List.of(), "a", 10, 8, true, "").tookMillis()).isZero();
  }

  private static void assertRefused(LogSample sample, String why) {
    assertThatThrownBy(() -> LogSample.read(sample.octets()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining(why);
  }
}

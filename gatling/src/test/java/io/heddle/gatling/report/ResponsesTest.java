package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResponsesTest {
  /** When the sample's run began. */
  private static final long START = 1_700_000_000_000L;

  @TempDir private Path folder;

  @BeforeEach
  void writeTheLog() throws IOException {
    LogSample sample =
        LogSample.of("a.B")
            .request("GET /", 0, 7, true)
            .request("GET /", 90, 100, true)
            .request("GET /", 80, 199, false)
            .request("GET /", 190, 200, true);
    Files.write(folder.resolve("simulation.log"), sample.bytes());
  }

  @Test
  void onlyRequestsThatEndedWithinTheTimeCount() throws IOException {
    var times = Responses.endedWithin(new LoadTime(START + 100, START + 200), folder);
    assertThat(times.getTotalCount()).isEqualTo(2);
    assertThat(times.getMinValue()).isEqualTo(10);
    assertThat(times.getMaxValue()).isEqualTo(119);
  }

  @Test
  void theTimeOfALoadIsFromItsFirstRequestToItsLast() throws IOException {
    assertThat(LoadTime.in(folder)).isEqualTo(new LoadTime(START, START + 200));
  }
}

package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bin/compare reads its options. None of these tests starts a server. */
final class CompareCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  private int compare(String... words) {
    try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complainTo = new PrintStream(complaints, true, StandardCharsets.UTF_8)) {
      return CompareCommand.run(List.of(words), Path.of(".."), to, complainTo);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpIsPrinted(String word) {
    assertThat(compare(word)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "bin/compare SIMULATION", "--engines", "(epoll,vthreads)", "--rounds", "-- --work");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | name a simulation, one of: Api Availability",
        "NoSuch                          | unknown simulation NoSuch, use one of: ",
        "Recorded                        | unknown simulation Recorded, use one of: ",
        "Plaintext Api                   | name only one simulation: Plaintext or Api",
        "--engines                       | --engines needs a value",
        "Plaintext --warmup              | --warmup needs a value",
        "Plaintext --engines=epoll,foo   | --engines: unknown engine foo, use: epoll, vthreads",
        "Plaintext --engines=epoll-pool  | --engines: unknown engine epoll-pool, use: epoll, vthreads",
        "Plaintext --engines=            | --engines: name at least one",
        "Plaintext --engines=,           | --engines: name at least one",
        "Plaintext --warmup=soon         | --warmup soon: write a time such as 5s, or 0",
        "Plaintext --warmup 5h           | --warmup 5h: write a time such as 5s, or 0",
        "Plaintext --rounds=0            | --rounds 0: write a number from 1 to 100",
        "Plaintext --rounds=101          | --rounds 101: write a number from 1 to 100",
        "Plaintext --rounds=some         | Invalid value for option '--rounds': 'some' is not an int",
        "Plaintext --wamup=1s            | unknown option: --wamup=1s",
        "Plaintext -Dno.such=1           | -Dno.such: unknown parameter, use one of: model rate",
        "Plaintext -DbaseUrl=http://x    | -DbaseUrl=http://x: this program starts its own servers",
        "agreement --engines=foo         | --engines: unknown engine foo, use: epoll, vthreads",
        "agreement --engine=             | --engines: name at least one",
        "agreement --seconds=1           | --seconds 1: write a number from 5 to 600",
        "--report                        | --report needs LABEL=FOLDER",
        "--report folder                 | --report folder: write LABEL=FOLDER",
        "--report =folder                | --report =folder: write LABEL=FOLDER",
      })
  void aWrongOptionHasStatusTwoAndAReason(String words, String reason) {
    assertThat(compare(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .startsWith("compare: " + reason)
        .endsWith("see bin/compare --help\n")
        .hasLineCount(2);
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wamup=1s", "Api", "-Dno.such=1"})
  void wordsAfterTwoDashesAreForTheServers(String word) {
    // Otherwise the wrong warm-up would not be the first complaint.
    assertThat(compare("Plaintext", "--warmup", "soon", "--", word)).isEqualTo(2);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .startsWith("compare: --warmup soon: write a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "."})
  void aReportOfAFolderWithoutResultsFails(String folder) {
    assertThat(compare("--report", "a=src/main/" + folder)).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .startsWith("compare: src/main/" + folder)
        .contains("name")
        .hasLineCount(1);
  }
}

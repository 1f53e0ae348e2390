package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html                                | 1",
        "text/html;q=0.5                          | 0.5",
        "text/html; q=0.123                       | 0.123",
        "text/html ;level=1 ; q=0.3               | 0.3",
        "TEXT/HTML;Q=0.5                          | 0.5",
        "text/html;q=0                            | 0",
        "text/html;q=1.000                        | 1",
        "text/html;q=1.                           | 1",
        "text/*                                   | 1",
        "*/*;q=0.2                                | 0.2",
        "text/plain, */*;q=0.2                    | 0.2",
        "text/html;q=0.1, text/*, */*             | 0.1",
        "text/*;q=0.3, */*                        | 0.3",
        "text/html;q=0.1, text/html;level=1;q=0.7 | 0.7",
        ",, text/html;q=0.4 ,                     | 0.4",
        "text/plain                               | 0",
        "application/xhtml+xml                    | 0",
        "html                                     | 0",
        "''                                       | 0",
      })
  void weighsAMediaTypeByTheMostSpecificRange(String accept, double weight) {
    assertThat(Accepted.of(List.of(accept)).wanted("text/html")).isEqualTo(weight);
  }

  @ParameterizedTest
  @CsvSource({"q=2", "q=-1", "q=0.1234", "q=1.001", "q=", "q=x", "q=.5", "q=1e0", "q=NaN"})
  void countsAMalformedWeightAsZero(String weight) {
    assertThat(Accepted.of(List.of("text/html;" + weight)).wanted("text/html")).isZero();
  }

  @Test
  void knowsNamesWithoutTheirRanges() {
    Accepted accepted = Accepted.of(List.of("text/*, */*", "GZIP;q=0.5, *"));
    assertThat(accepted.named("text/html")).isZero();
    assertThat(accepted.named("gzip")).isEqualTo(0.5);
    assertThat(accepted.named("*")).isEqualTo(1);
    assertThat(accepted.named("")).isZero();
  }

  @Test
  void readsAllLinesOfTheField() {
    Accepted accepted = Accepted.of(List.of("text/plain", "text/html;q=0.5"));
    assertThat(accepted.wanted("text/plain")).isEqualTo(1);
    assertThat(accepted.wanted("text/html")).isEqualTo(0.5);
  }

  @Test
  void listsNoNames() {
    assertThat(Accepted.of(List.of()).wanted("text/html")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | true",
        "text/html;q=0.2, */*;q=0.1 | true",
        "text/html, text/plain | false",
        "*/* | false",
        "text/* | false",
        "text/html;q=0 | false",
        "image/png | false",
      })
  void prefersWhatHasTheHigherWeight(String value, boolean isPreferred) {
    assertThat(Accepted.of(List.of(value)).prefers("text/html", "text/plain"))
        .isEqualTo(isPreferred);
  }
}

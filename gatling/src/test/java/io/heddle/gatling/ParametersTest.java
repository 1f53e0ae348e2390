package io.heddle.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParametersTest {
  private static final Parameters NONE = of(Map.of());

  private static Parameters of(Map<String, String> properties) {
    return new Parameters(properties::get, "bytes");
  }

  private static Parameters of(String name, String value) {
    return of(Map.of(name, value));
  }

  @Test
  void missingOrEmptyParametersHaveTheirDefaults() {
    assertThat(NONE.rate(20)).isEqualTo(20);
    assertThat(of("rate", "").rate(20)).isEqualTo(20);
    assertThat(NONE.baseUrl()).isEqualTo("http://127.0.0.1:8080");
    assertThat(NONE.model(Model.CLOSED)).isEqualTo(Model.CLOSED);
  }

  @Test
  void aWrongValueIsRejectedWithItsNameAndTheRemedy() {
    assertThatThrownBy(() -> of("rate", "abc").rate(20))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Drate=abc: write a number above 0, at most 1000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0.0", "-1", "1e9", "NaN", "Infinity", "1000001", "5 ", "1,5", "0x5"})
  void rejectsWrongRates(String text) {
    assertThatThrownBy(() -> of("rate", text).rate(20))
        .isInstanceOf(WrongParameter.class)
        .hasMessageContaining("-Drate=" + text + ":");
  }

  @Test
  void aRateMayHaveAFraction() {
    assertThat(of("rate", "0.5").rate(20)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "30, PT30S",
    "30s, PT30S",
    "500ms, PT0.5S",
    "5m, PT5M",
    "1h, PT1H",
    "0, PT0S",
    "0ms, PT0S"
  })
  void readsTimes(String text, Duration time) {
    assertThat(of("ramp", text).ramp("7s")).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "1.5s", "-1s", "1 s", "1S", "1d", "1234567890s", "١s"})
  void rejectsWrongTimes(String text) {
    assertThatThrownBy(() -> of("ramp", text).ramp("7s"))
        .isInstanceOf(WrongParameter.class)
        .hasMessageContaining("500ms, 30s (or 30), 5m or 1h");
  }

  @Test
  void aDurationOfZeroIsRejected() {
    assertThatThrownBy(() -> of("duration", "0").duration("7s"))
        .isInstanceOf(WrongParameter.class)
        .hasMessageContaining("-Dduration=0:");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000", "64KiB, 65536", "1MiB, 1048576", "1GiB, 1073741824"})
  void readsSizes(String text, int bytes) {
    assertThat(of("bytes", text).size("bytes", "2")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1kb", "1.5MiB", "2GiB", "1073741825", "9999999999GiB", "B"})
  void rejectsWrongSizes(String text) {
    assertThatThrownBy(() -> of("bytes", text).size("bytes", "2"))
        .isInstanceOf(WrongParameter.class)
        .hasMessageContaining("-Dbytes=" + text + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "20001", "5.0", "many", "99999999999"})
  void rejectsWrongNumbersOfUsers(String text) {
    assertThatThrownBy(() -> of("users", text).users(5))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dusers=" + text + ": write a whole number from 1 to 20000");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:80, http://localhost:80",
    "http://10.0.0.1/, http://10.0.0.1",
    "https://[::1]:8443, https://[::1]:8443"
  })
  void readsTheServersAddress(String text, String url) {
    assertThat(of("baseUrl", text).baseUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:80",
        "ftp://localhost",
        "http://",
        "http://a/b",
        "http://a:b",
        "http://u@a",
        "http://a?b",
        "http://a b"
      })
  void rejectsWrongUrls(String text) {
    assertThatThrownBy(() -> of("baseUrl", text).baseUrl())
        .isInstanceOf(WrongParameter.class)
        .hasMessageContaining("-DbaseUrl=" + text + ":");
  }

  @Test
  void rejectsAnUnknownModel() {
    assertThat(of("model", "open").model(Model.CLOSED)).isEqualTo(Model.OPEN);
    assertThatThrownBy(() -> of("model", "Open").model(Model.CLOSED))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dmodel=Open: write open or closed");
  }

  @Test
  void aLoadTakesItsModelFromTheParameters() {
    Map<String, String> given = Map.of("model", "closed", "users", "7", "ramp", "0");
    assertThat(Load.of(of(given), Model.OPEN, 20, 5))
        .isEqualTo(new Load.Closed(7, Duration.ZERO, Duration.ofSeconds(30)));
    assertThat(Load.of(NONE, Model.OPEN, 20, 5, "1h"))
        .isEqualTo(new Load.Open(20, Duration.ofSeconds(5), Duration.ofHours(1)));
  }

  @Test
  void parametersOfTheOtherModelAreRejected() {
    assertThatThrownBy(() -> Load.of(of("users", "7"), Model.OPEN, 20, 5))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dusers=7: an open load has a rate: give -Drate, or -Dmodel=closed");
    assertThatThrownBy(() -> Load.of(of("rate", "7"), Model.CLOSED, 20, 5))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Drate=7: a closed load has users: give -Dusers, or -Dmodel=open");
  }

  @Test
  void aLoadThatIsAlwaysOpenRejectsTheOtherModelAndItsUsers() {
    assertThat(Load.open(of("rate", "7"), 20, "0", "10s"))
        .isEqualTo(new Load.Open(7, Duration.ZERO, Duration.ofSeconds(10)));
    assertThatThrownBy(() -> Load.open(of("users", "3"), 20, "0", "10s"))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dusers=3: this simulation's load is always open: give -Drate");
    assertThatThrownBy(() -> Load.open(of("model", "closed"), 20, "0", "10s"))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dmodel=closed: this simulation's load is always open: remove it");
  }

  @Test
  void parametersOfOtherSimulationsAreRejected() {
    assertThatThrownBy(() -> of("sleep", "1s"))
        .isInstanceOf(WrongParameter.class)
        .hasMessage("-Dsleep=1s: this simulation does not use it: remove it");
  }

  @Test
  void aSimulationMustDeclareItsParameters() {
    assertThatThrownBy(() -> NONE.time("sleep", "1s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sleep");
  }
}

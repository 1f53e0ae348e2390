package io.heddle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "10s, PT10S", "2m, PT2M", "1h, PT1H", "0s, PT0S"})
  void readsDurations(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "1.5s", "-1s", "1 s", "1S", "1d", "1s ", "1234567890s", "١s"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("500ms, 10s or 2m");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "8000, 8000",
    "8k, 8192",
    "8K, 8192",
    "8KiB, 8192",
    "8kb, 8192",
    "12B, 12",
    "64m, 67108864",
    "64MiB, 67108864",
    "1GiB, 1073741824",
    "10737418240, 10737418240"
  })
  void readsSizes(String text, long bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5m", "1 k", "1t", "0x10", "1234567890123", "٣"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("8KiB, 64MiB or 1GiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1.0", "0x1F90", "2147483648", " 1"})
  void refusesWhatIsNoWholeNumber(String text) {
    assertThatThrownBy(() -> new WholeNumberConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("write a whole number");
  }
}

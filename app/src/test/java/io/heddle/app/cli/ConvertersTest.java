package io.heddle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.app.values.Time;
import io.heddle.app.values.TimeConverter;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "10s, PT10S", "2m, PT2M", "1h, PT1H", "0s, PT0S"})
  void readsDurations(String text, Duration duration) {
    assertThat(new TimeConverter().convert(text)).isEqualTo(new Time(duration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "1.5s", "-1s", "1 s", "1S", "1d", "1s ", "1234567890s", "١s"})
  void rejectsWrongDurations(String text) {
    assertThatThrownBy(() -> new TimeConverter().convert(text))
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
    "1MB, 1048576",
    "1mb, 1048576",
    "2GB, 2147483648",
    "2g, 2147483648",
    "12B, 12",
    "64m, 67108864",
    "64MiB, 67108864",
    "1GiB, 1073741824",
    "10737418240, 10737418240"
  })
  void readsSizes(String text, long bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(new Size(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5m", "1 k", "1t", "0x10", "1234567890123", "٣"})
  void rejectsWrongSizes(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("8KiB, 64MiB or 1GiB")
        .hasMessageContaining("powers of 1024");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "256, 256", "1023, 1023", "1024, 1KiB", "1536, 1536", "67108864, 64MiB"})
  void writesSizesAsTheyAreRead(long bytes, String text) {
    assertThat(new Size(bytes)).hasToString(text);
    assertThat(new SizeConverter().convert(text)).isEqualTo(new Size(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "1ms", "1500ms", "10s", "90s", "2m", "61m", "1h", "24h"})
  void writesTimesAsTheyAreRead(String text) {
    assertThat(new TimeConverter().convert(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1.0", "0x1F90", "2147483648", " 1"})
  void rejectsWrongNumbers(String text) {
    assertThatThrownBy(() -> new WholeNumberConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("write a whole number");
  }
}

package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every syntax of Range, for content of 1,000 bytes unless a test says otherwise. */
class RangeFieldTest {
  private static final int LENGTH = 1_000;
  private static final String MANY = "99999999999999999999999999";

  /** The selected parts as {@code first-last}; "ignored" if there are none. */
  private static String select(String value, long length) {
    return RangeField.select(value, length)
        .map(RangeFieldTest::text)
        .map(parts -> parts.isEmpty() ? "none" : parts)
        .orElse("ignored");
  }

  private static String text(List<ByteRange> ranges) {
    return ranges.stream()
        .map(range -> range.from() + "-" + (range.to() - 1))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0           | 0-0",
        "bytes=0-499         | 0-499",
        "bytes=500-999       | 500-999",
        "bytes=500-1000      | 500-999",
        "bytes=500-          | 500-999",
        "bytes=0-            | 0-999",
        "bytes=999-          | 999-999",
        "bytes=-1            | 999-999",
        "bytes=-1000         | 0-999",
        "bytes=-1001         | 0-999",
        "bytes=0000-00001    | 0-1",
        "BYTES=1-2           | 1-2",
        "bytes= 1-2          | 1-2",
        "bytes=,\t, 1-2 ,    | 1-2",
        "bytes=5-6           | 5-6",
        "bytes=1000-         | none",
        "bytes=1000-1000     | none",
        "bytes=-0            | none",
        "bytes=-0,2000-      | none",
        "bytes=-0,1-2,2000-  | 1-2",
      })
  void selectsARange(String value, String selected) {
    assertThat(select(value, LENGTH)).isEqualTo(selected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-4,10-14         | 0-4 10-14",
        "bytes=10-14,0-4         | 10-14 0-4",
        "bytes=-5,0-4            | 995-999 0-4",
        "bytes=0-4, 5-9          | 0-9",
        "bytes=5-9,0-4           | 0-9",
        "bytes=0-4,6-9           | 0-4 6-9",
        "bytes=0-9,5-14          | 0-14",
        "bytes=0-9,2-3           | 0-9",
        "bytes=2-3,0-9           | 0-9",
        "bytes=0-9,0-9           | 0-9",
        "bytes=20-29,0-9,8-21    | 0-29",
        "bytes=20-29,0-9,50-,10-15 | 20-29 0-15 50-999",
        "bytes=500-,-500         | 500-999",
        "bytes=-1,0-             | 0-999",
      })
  void joinsRangesThatOverlapOrTouch(String value, String selected) {
    assertThat(select(value, LENGTH)).isEqualTo(selected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes= ,\t,",
        "bytes=-",
        "bytes=--1",
        "bytes=0--1",
        "bytes=a-b",
        "bytes=0-1a",
        "bytes=0x0-1",
        "bytes=1",
        "bytes=+0-1",
        "bytes=0-+1",
        "bytes=1.5-2",
        "bytes=2-1",
        "bytes=2000-1999",
        "bytes=0-1,2-1",
        "bytes=0-1,x",
        "bytes=0-1;2-3",
        "bytes=0-1 2-3",
        "bytes=0 - 1",
        "bytes=0 -1",
        "bytes=0- 1",
        "bytes =0-1",
        "bytes: 0-1",
        "bytes 0-1/2",
        "byte=0-1",
        "bytess=0-1",
        "items=0-1",
        "none",
        "0-1",
        " bytes=0-1",
        "bytes=\u0661-\u0662",
      })
  void ignoresWhatIsMalformedOrUnknown(String value) {
    assertThat(select(value, LENGTH)).isEqualTo("ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "0-" + MANY + ", 0-999",
    "-" + MANY + ", 0-999",
    MANY + "-, none",
    MANY + "-" + MANY + ", none",
    "9223372036854775807-9223372036854775807, none",
    "0-9223372036854775807, 0-999",
    "0-9223372036854775808, 0-999",
    "-9223372036854775808, 0-999",
    MANY + "-5, ignored",
  })
  void survivesAbsurdNumbers(String range, String selected) {
    assertThat(select("bytes=" + range, LENGTH)).isEqualTo(selected);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775806-", "-1", "9223372036854775806-9223372036854775807"})
  void reachesTheEndOfTheLongestContent(String range) {
    assertThat(RangeField.select("bytes=" + range, Long.MAX_VALUE))
        .contains(List.of(new ByteRange(Long.MAX_VALUE - 1, Long.MAX_VALUE)));
  }

  /** No Content-Range can describe a part of nothing, so the whole of it is sent. */
  @ParameterizedTest
  @CsvSource({
    "0-, none",
    "0-0, none",
    "5-9, none",
    "-0, none",
    "-1, ignored",
    "'0-,-1', ignored",
    "1-0, ignored",
  })
  void selectsNothingFromNothing(String range, String selected) {
    assertThat(select("bytes=" + range, 0)).isEqualTo(selected);
  }

  private static String everySecondByte(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> 2 * i + "-" + 2 * i)
        .collect(Collectors.joining(",", "bytes=", ""));
  }

  @Test
  void ignoresTooManyRanges() {
    assertThat(RangeField.select(everySecondByte(RangeField.MAX_RANGES), 10_000).orElseThrow())
        .hasSize(RangeField.MAX_RANGES);
    assertThat(select(everySecondByte(RangeField.MAX_RANGES + 1), 10_000)).isEqualTo("ignored");
    assertThat(select(everySecondByte(1_000), 10_000)).isEqualTo("ignored");
    assertThat(select("bytes=" + "0-,".repeat(1_000), 10_000)).isEqualTo("ignored");
    assertThat(select("bytes=" + "9-8,".repeat(1_000), 10_000)).isEqualTo("ignored");
    assertThat(select("bytes=" + "20000-,".repeat(1_000), 10_000)).isEqualTo("ignored");
  }

  @Test
  void emptyElementsAreNoRanges() {
    assertThat(select("bytes=" + ",".repeat(1_000) + "0-1", LENGTH)).isEqualTo("0-1");
  }

  /** Compares with a set of positions. */
  @Test
  void selectsExactlyTheBytesThatAreAskedFor() {
    Random random = new Random(1);
    for (int round = 0; round < 5_000; round++) {
      int length = 1 + random.nextInt(30);
      boolean[] expected = new boolean[length];
      StringBuilder value = new StringBuilder("bytes=");
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        int first = random.nextInt(length);
        int last = first + random.nextInt(6);
        value.append(first).append('-').append(last).append(',');
        for (int at = first; at <= Math.min(last, length - 1); at++) {
          expected[at] = true;
        }
      }
      Optional<List<ByteRange>> selected = RangeField.select(value.toString(), length);
      assertThat(marked(selected.orElseThrow(), length)).as("%s", value).isEqualTo(expected);
    }
  }

  /** The positions in the ranges, which must neither overlap nor touch. */
  private static boolean[] marked(List<ByteRange> ranges, int length) {
    boolean[] marked = new boolean[length];
    for (ByteRange range : ranges) {
      assertThat(ranges).filteredOn(range::touches).containsExactly(range);
      for (long at = range.from(); at < range.to(); at++) {
        marked[(int) at] = true;
      }
    }
    return marked;
  }
}

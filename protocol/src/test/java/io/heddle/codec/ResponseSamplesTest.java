package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Parses every sample whole, in two pieces and byte by byte, and always expects the same result. A
 * long sample is cut in two at some bytes only, since what fills it is all alike.
 */
class ResponseSamplesTest {
  private static final int MAX_BYTES_CUT_EVERYWHERE = 5_000;

  /** Distance between the cuts of a longer sample: a prime, to cover all offsets. */
  private static final int STRIDE_BYTES = 97;

  @TestFactory
  Stream<DynamicTest> samples() throws Exception {
    return ResponseSample.all().stream()
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.source(),
                    () -> {
                      check(s, false);
                      check(s, true);
                    }));
  }

  private static void check(ResponseSample sample, boolean inPieces) {
    byte[] bytes = sample.bytes();
    int stride = bytes.length <= MAX_BYTES_CUT_EVERYWHERE ? 1 : STRIDE_BYTES;
    for (int cut = 0; cut <= bytes.length; cut += stride) {
      List<String> outcome =
          new ResponseReading(sample.ofHead(), inPieces)
              .take(bytes, 0, cut)
              .take(bytes, cut, bytes.length)
              .outcome(sample.ends());
      assertThat(outcome).as("cut at %d", cut).isEqualTo(sample.outcome());
    }
    ResponseReading reading = new ResponseReading(sample.ofHead(), inPieces);
    for (int i = 0; i < bytes.length; i++) {
      reading.take(bytes, i, i + 1);
    }
    assertThat(reading.outcome(sample.ends())).as("byte by byte").isEqualTo(sample.outcome());
  }

  /** A response that is cut short must never be taken for a complete one. */
  @TestFactory
  Stream<DynamicTest> prefixes() throws Exception {
    return ResponseSample.all().stream()
        .filter(s -> s.bytes().length <= MAX_BYTES_CUT_EVERYWHERE)
        .map(s -> DynamicTest.dynamicTest(s.source(), () -> checkPrefixes(s)));
  }

  private static void checkPrefixes(ResponseSample sample) {
    List<String> all = sample.outcome();
    for (int cut = 0; cut < sample.bytes().length; cut++) {
      List<String> outcome =
          new ResponseReading(sample.ofHead(), cut % 2 == 0)
              .take(sample.bytes(), 0, cut)
              .outcome(false);
      List<String> answers = outcome.subList(0, outcome.size() - 1);
      assertThat(answers.size()).as("answers if cut at %d", cut).isLessThan(all.size());
      assertThat(answers).as("cut at %d", cut).isEqualTo(all.subList(0, answers.size()));
    }
  }
}

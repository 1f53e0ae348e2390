package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The head of a script's output, however the output is cut. */
final class HeadCollectorTest {
  @Test
  void aHeadIsFoundHoweverItIsCut() throws Exception {
    byte[] output =
        "Status: 404 None\r\nX: \u00e9\nContent-Type: x/y\n\r\nrest\n\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    int end = output.length - "rest\n\n".length();
    for (int cut = 0; cut <= output.length; cut++) {
      HeadCollector collector = new HeadCollector();
      assertThat(collector.add(Arrays.copyOf(output, cut))).isEqualTo(cut >= end);
      if (cut < end) {
        assertThat(collector.add(Arrays.copyOfRange(output, cut, output.length))).isTrue();
        assertThat(new String(collector.rest(), StandardCharsets.ISO_8859_1)).isEqualTo("rest\n\n");
      }
      ScriptHead head = ScriptHead.parse(collector.lines());
      assertThat(head.status().code()).isEqualTo(404);
      assertThat(head.fields()).hasToString("[X: \u00e9, Content-Type: x/y]");
    }
  }
}

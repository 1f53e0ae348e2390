package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A generator's answer to a job, as the reader of its line sees it. */
record Answer(JsonNode json) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Does a job in this JVM. */
  static Answer to(String job) throws Exception {
    BufferedReader in =
        new BufferedReader(new StringReader(job.replace("\n", " ") + "\nload\nclose\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Generator.serve(in, new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    Answer first = of(lines.getFirst());
    return first.json().has("open") ? of(lines.get(1)) : first;
  }

  static Answer of(String line) throws JsonProcessingException {
    assertThat(line).doesNotContain("\n");
    return new Answer(JSON.readTree(line));
  }

  /** Requires a result, not an error. */
  Answer result() {
    assertThat(json.has("error")).as("%s", json).isFalse();
    long failed = 0;
    for (JsonNode count : json.path("errors")) {
      failed += count.longValue();
    }
    assertThat(requests()).as("requests are answered or failed").isEqualTo(responses() + failed);
    assertThat(histogram("latency").getTotalCount()).isEqualTo(responses());
    return this;
  }

  String error() {
    return json.path("error").asText();
  }

  /** Why the generator was the limit; null if it was not. */
  @Nullable String limit() {
    return json.path("limit").isMissingNode() ? null : json.path("limit").textValue();
  }

  long requests() {
    return json.path("requests").longValue();
  }

  long responses() {
    return json.path("responses").longValue();
  }

  long errors(Failure failure) {
    return json.path("errors").path(failure.text()).longValue();
  }

  long status(int code) {
    return json.path("statuses").path(String.valueOf(code)).longValue();
  }

  Histogram histogram(String name) {
    return decoded(json.path(name));
  }

  /** The responses with this label. */
  Histogram label(String label) {
    return decoded(json.path("labels").path(label).path("latency"));
  }

  private static Histogram decoded(JsonNode node) {
    byte[] bytes = Base64.getDecoder().decode(node.textValue());
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 1);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    }
  }
}

package io.heddle.app.study.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The load generator's process, which serves the whole study so that its code stays compiled. */
final class Generator implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final String ENDED = "the load generator has ended";

  private static final List<String> JVM_ARGUMENTS =
      List.of("-Xms768m", "-Xmx768m", "-Xmn512m", "-XX:+UseSerialGC");

  private final Children children;
  private final Process process;
  private final Writer jobs;
  private final BufferedReader results;

  private Generator(Children children, Process process) {
    this.children = children;
    this.process = process;
    this.jobs = process.outputWriter(StandardCharsets.UTF_8);
    this.results =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Generator start(Children children, Placement placement) throws IOException {
    List<String> command = new ArrayList<>(placement.prefix(placement.load()));
    command.addAll(JavaProgram.command(JVM_ARGUMENTS, JavaProgram.GENERATOR, List.of()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Generator(children, children.start(builder));
  }

  /**
   * Runs a job.
   *
   * @throws MeasurementException if there is no result
   * @throws IOException if the generator has ended
   */
  LoadResult run(Map<String, Object> job, Moments moments)
      throws IOException, MeasurementException, InterruptedException {
    JsonNode connected = answer(JSON.writeValueAsString(job));
    try (Closing _ = () -> say("close")) {
      moments.connected(connected.path("open").asInt());
      JsonNode result = answer("load");
      moments.loaded();
      return JSON.treeToValue(result, LoadResult.class);
    } catch (JsonProcessingException e) {
      throw new IOException("the load generator wrote no result", e);
    }
  }

  /** What ends a job; if it fails after another failure, that one is the reason. */
  @FunctionalInterface
  private interface Closing extends Closeable {}

  private JsonNode answer(String line) throws IOException, MeasurementException {
    say(line);
    String text = read();
    try {
      JsonNode answer = JSON.readTree(text);
      if (!answer.hasNonNull("error")) return answer;
      String reason = "the load generator says: " + answer.get("error").asText();
      throw Side.GENERATOR.key().equals(answer.path("side").asText())
          ? MeasurementException.ofStudy(reason)
          : MeasurementException.ofServer(reason);
    } catch (JsonProcessingException e) {
      throw new IOException("the load generator wrote no result but " + text, e);
    }
  }

  private void say(String line) throws IOException {
    try {
      jobs.write(line + "\n");
      jobs.flush();
    } catch (IOException e) {
      throw new IOException(ENDED, e);
    }
  }

  private String read() throws IOException {
    String line;
    try {
      line = results.readLine();
    } catch (IOException e) {
      throw new IOException(ENDED, e);
    }
    if (line == null) throw new IOException(ENDED);
    return line;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    children.end(process);
  }
}

package io.heddle.gatling.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a log in Gatling's format, record by record, and knows where each record ends. */
final class LogSample {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<Integer> ends = new ArrayList<>();

  private LogSample() {}

  /** Writes a part of a record. */
  interface Part {
    void write(DataOutputStream out) throws IOException;
  }

  /** A log with only a header. */
  static LogSample of(String simulation, String... scenarios) {
    return ofVersion(SimulationLog.GATLING_VERSION, simulation, scenarios);
  }

  static LogSample ofVersion(String version, String simulation, String... scenarios) {
    LogSample sample = new LogSample();
    sample.record(
        out -> {
          out.writeByte(0);
          sample.string(version);
          sample.string(simulation);
          out.writeLong(1_700_000_000_000L);
          sample.string("");
          out.writeInt(scenarios.length);
          for (String scenario : scenarios) {
            sample.string(scenario);
          }
          out.writeInt(1);
          out.writeInt(3);
          out.write(new byte[] {1, 2, 3});
        });
    return sample;
  }

  LogSample request(String name, int startMillis, int endMillis, boolean ok) {
    return request(List.of(), name, startMillis, endMillis, ok, ok ? "" : "status is 500");
  }

  LogSample request(
      List<String> groups, String name, int startMillis, int endMillis, boolean ok, String why) {
    return record(
        out -> {
          out.writeByte(1);
          names(groups);
          cached(name);
          out.writeInt(startMillis);
          out.writeInt(endMillis);
          out.writeBoolean(ok);
          cached(why);
        });
  }

  LogSample user(int scenario, boolean comes, int millis) {
    return record(
        out -> {
          out.writeByte(2);
          out.writeInt(scenario);
          out.writeBoolean(comes);
          out.writeInt(millis);
        });
  }

  LogSample group(List<String> groups, int startMillis, int endMillis, int requestsMillis) {
    return record(
        out -> {
          out.writeByte(3);
          names(groups);
          out.writeInt(startMillis);
          out.writeInt(endMillis);
          out.writeInt(requestsMillis);
          out.writeBoolean(true);
        });
  }

  LogSample fault(String message, int millis) {
    return record(
        out -> {
          out.writeByte(4);
          cached(message);
          out.writeInt(millis);
        });
  }

  /** Adds any bytes as one record. */
  LogSample record(Part part) {
    try {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends.add(bytes.size());
    return this;
  }

  private void names(List<String> groups) throws IOException {
    out.writeInt(groups.size());
    for (String group : groups) {
      cached(group);
    }
  }

  private void cached(String text) throws IOException {
    Integer number = seen.get(text);
    if (number != null) {
      out.writeInt(-number);
      return;
    }
    seen.put(text, seen.size() + 1);
    out.writeInt(seen.size());
    string(text);
  }

  private void string(String text) throws IOException {
    boolean latin1 = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    byte[] value =
        text.getBytes(
            latin1
                ? StandardCharsets.ISO_8859_1
                : little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    out.writeInt(value.length);
    if (value.length > 0) {
      out.write(value);
      out.writeByte(latin1 ? 0 : 1);
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The end of each record, starting with the header. */
  List<Integer> ends() {
    return ends;
  }

  /** All entries of a log with these bytes. */
  static List<Entry> read(byte[] bytes) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (SimulationLog log = open(bytes)) {
      for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }

  static SimulationLog open(byte[] bytes) throws IOException {
    return SimulationLog.read(new ByteArrayInputStream(bytes), "sample");
  }
}

package io.heddle.app.study.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Writes a result, or why there is none, as a line of JSON. */
final class ResultWriter {
  private static final JsonMapper JSON = new JsonMapper();

  private ResultWriter() {}

  /** Without a side, the server may be the reason. */
  static String error(Exception reason) {
    ObjectNode json = JSON.createObjectNode().put("error", String.valueOf(reason.getMessage()));
    if (reason instanceof GeneratorException) {
      json.put("side", Limit.Side.GENERATOR.text());
    }
    return json.toString();
  }

  static String open(int connections) {
    return JSON.createObjectNode().put("open", connections).toString();
  }

  static String line(Result result) {
    Tally tally = result.tally();
    long responses = tally.latency().getTotalCount();
    long failed = tally.errors().values().stream().mapToLong(Long::longValue).sum();
    long inWindow = Arrays.stream(tally.perSecond()).sum();
    long nanos = result.window().nanos();
    ObjectNode json = JSON.createObjectNode();
    json.put("startedAt", result.startedAt().toString());
    json.put("measuredNanos", nanos);
    json.put("requests", responses + failed);
    json.put("responses", responses);
    json.put("responsesPerSecond", inWindow / (nanos / 1e9));
    ObjectNode errors = json.putObject("errors");
    tally.errors().forEach((failure, count) -> errors.put(failure.text(), count));
    ObjectNode statuses = json.putObject("statuses");
    tally.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
    json.put("bytesReceived", tally.bytesReceived());
    json.put("bytesSent", tally.bytesSent());
    json.put("latency", encoded(tally.latency()));
    json.put("serviceTime", encoded(tally.serviceTime()));
    json.put("lateness", encoded(tally.lateness()));
    ObjectNode labels = json.putObject("labels");
    tally.labels().forEach((label, results) -> write(results, labels.putObject(label)));
    ArrayNode perSecond = json.putArray("perSecond");
    Arrays.stream(tally.perSecond()).forEach(perSecond::add);
    Slices slices = tally.slices();
    if (slices != null) {
      write(slices, json.putArray("slices"));
    }
    json.put("starvedClients", result.starved());
    json.put("cpuNanos", result.cpuNanos());
    json.put("busyShare", result.busyShare());
    Limit limit = result.limit();
    json.put("limit", limit == null ? null : limit.reason());
    json.put("limitedBy", limit == null ? null : limit.side().text());
    return json.toString();
  }

  private static void write(Tally.Labelled results, ObjectNode json) {
    json.put("responses", results.latency().getTotalCount());
    json.put("errors", results.errors());
    json.put("latency", encoded(results.latency()));
  }

  private static void write(Slices slices, ArrayNode json) {
    for (Slices.Slice slice : slices.all()) {
      json.addObject()
          .put("started", slice.started())
          .put("served", slice.served())
          .put("arrived", slice.arrived())
          .put("medianNanos", slice.medianNanos());
    }
  }

  /** HdrHistogram's V2 format, compressed, in base 64. */
  private static String encoded(Histogram histogram) {
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }
}

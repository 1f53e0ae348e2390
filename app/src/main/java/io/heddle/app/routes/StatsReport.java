package io.heddle.app.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.app.json.Json;
import io.heddle.app.watch.Statistics;
import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;

/** What the server has counted, as JSON. */
final class StatsReport implements Handler {
  private final Statistics statistics;

  StatsReport(Statistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(MediaType.JSON, Json.pretty(this::writeTo));
  }

  private void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("engine", statistics.engine());
    json.writeNumberField("uptime_seconds", statistics.uptimeSeconds());
    json.writeObjectFieldStart("connections");
    json.writeNumberField("open", statistics.open());
    json.writeNumberField("accepted", statistics.accepted());
    json.writeNumberField("peak", statistics.peak());
    json.writeEndObject();
    json.writeObjectFieldStart("requests");
    for (int statusClass = 1; statusClass <= 5; statusClass++) {
      json.writeNumberField(statusClass + "xx", statistics.responses(statusClass));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("bytes");
    json.writeNumberField("in", statistics.bytesIn());
    json.writeNumberField("out", statistics.bytesOut());
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }
}

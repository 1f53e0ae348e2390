package io.heddle.app.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.app.json.Json;
import io.heddle.app.metrics.Totals;
import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;

/** The server's counts since the start, as JSON. */
final class StatsReport implements Handler {
  private final Totals totals;

  StatsReport(Totals totals) {
    this.totals = totals;
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(MediaType.JSON, Json.pretty(this::writeTo));
  }

  private void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("engine", totals.engine());
    json.writeNumberField("uptime_seconds", totals.uptimeSeconds());
    json.writeObjectFieldStart("connections");
    json.writeNumberField("open", totals.open());
    json.writeNumberField("accepted", totals.accepted());
    json.writeNumberField("peak", totals.peak());
    json.writeEndObject();
    json.writeObjectFieldStart("requests");
    for (int statusClass = 1; statusClass <= 5; statusClass++) {
      json.writeNumberField(statusClass + "xx", totals.responses(statusClass));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("bytes");
    json.writeNumberField("in", totals.bytesIn());
    json.writeNumberField("out", totals.bytesOut());
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }
}

package io.heddle.app.routes;

import io.heddle.app.watch.Statistics;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;

/** What the server has counted, as JSON. */
final class StatsReport implements Handler {
  private final Statistics statistics;

  StatsReport(Statistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public Response handle(Request request) {
    String json =
        """
        {
          "engine": "%s",
          "uptime_seconds": %d,
          "connections": {"open": %d, "accepted": %d, "peak": %d},
          "requests": {"1xx": %d, "2xx": %d, "3xx": %d, "4xx": %d, "5xx": %d},
          "bytes": {"in": %d, "out": %d}
        }
        """
            .formatted(
                statistics.engine(),
                statistics.uptimeSeconds(),
                statistics.open(),
                statistics.accepted(),
                statistics.peak(),
                statistics.responses(1),
                statistics.responses(2),
                statistics.responses(3),
                statistics.responses(4),
                statistics.responses(5),
                statistics.bytesIn(),
                statistics.bytesOut());
    return Response.ok(MediaType.JSON, Body.text(json));
  }

  @Override
  public boolean mayWait() {
    return false;
  }
}

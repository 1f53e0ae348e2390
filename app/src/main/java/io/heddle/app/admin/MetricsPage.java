package io.heddle.app.admin;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** All metrics, in Prometheus's text format or, if the Accept field names it, in OpenMetrics's. */
final class MetricsPage implements Handler {
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Response handle(Request request) throws IOException {
    String accepted = request.headers().first(HeaderName.ACCEPT).orElse("");
    ExpositionFormatWriter format = formats.findWriter(accepted);
    ByteArrayOutputStream text = new ByteArrayOutputStream(64 << 10);
    format.write(text, registry.scrape());
    return Response.of(Status.OK)
        .with(HeaderName.CONTENT_TYPE, format.getContentType())
        .with(new Body.Bytes(text.toByteArray()));
  }
}

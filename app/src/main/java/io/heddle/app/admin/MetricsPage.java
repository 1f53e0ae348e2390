package io.heddle.app.admin;

import io.heddle.http.Accepted;
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
import java.io.UncheckedIOException;
import java.util.List;

/** All metrics, in Prometheus's text format, or in OpenMetrics's if the client prefers it. */
final class MetricsPage implements Handler {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String TEXT = "text/plain";

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  /**
   * The page of a registry. This writes the page once in each format and discards it, to load all
   * classes: a class cannot be loaded when no descriptor is left, and if loading fails once, it
   * fails forever.
   */
  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
    try {
      page(Accepted.of(List.of(OPEN_METRICS)));
      page(Accepted.of(List.of(TEXT)));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  @Override
  public Response handle(Request request) throws IOException {
    return page(Accepted.of(request.headers().all(HeaderName.ACCEPT)));
  }

  private Response page(Accepted accepted) throws IOException {
    double named = accepted.named(OPEN_METRICS);
    ExpositionFormatWriter format =
        named > 0 && named >= accepted.wanted(TEXT)
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream text = new ByteArrayOutputStream(64 << 10);
    format.write(text, registry.scrape());
    return Response.of(Status.OK)
        .with(HeaderName.CONTENT_TYPE, format.getContentType())
        .with(new Body.Bytes(text.toByteArray()));
  }
}

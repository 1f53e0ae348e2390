package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.metrics.Metrics;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineObserver;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.HttpException;
import io.heddle.http.Site;
import io.heddle.http.Status;
import io.heddle.http1.Http1;
import io.heddle.routing.Router;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The metrics of failing handlers. None of the server's own handlers fails. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultMetricsTest {
  private static final Site SITE =
      Router.builder()
          .get(
              "/fault",
              "fault",
              request -> {
                throw new IllegalStateException("a fault of the test's");
              })
          .get(
              "/refusal",
              "refusal",
              request -> {
                throw new HttpException(Status.FORBIDDEN, "not for you");
              })
          .build();

  private static Scrape scrape(Metrics metrics) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ExpositionFormats.init()
        .getPrometheusTextFormatWriter()
        .write(text, metrics.registry().scrape());
    return Scrape.read(text.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aFailureHasAnExceptionAndARefusalHasNone(Variant variant) throws Exception {
    Metrics metrics = new Metrics(variant.engine(), true, EngineObserver.NONE);
    Http1 protocol = new Http1(new Service(Settings.of(SITE), metrics.http(), System::nanoTime));
    Engine engine = variant.unstarted(protocol);
    int port = engine.start().getPort();
    metrics.start(engine, Map.of());
    try (metrics;
        Client client = new Client(port)) {
      assertThat(client.ask("GET /fault").read().status()).isEqualTo(500);
      assertThat(client.ask("GET /refusal").read().status()).isEqualTo(403);
      client.ask("GET /fault").read();
      Scrape scrape = scrape(metrics);
      String requests = "http_server_requests_seconds_count";
      assertThat(scrape.sum(requests, "uri=\"/fault\"", "exception=\"IllegalStateException\""))
          .isBetween(1.0, 2.0);
      assertThat(scrape.sum(requests, "uri=\"/fault\"", "outcome=\"SERVER_ERROR\"")).isPositive();
      assertThat(scrape.sum(requests, "uri=\"/refusal\"", "exception=\"none\"")).isEqualTo(1);
      assertThat(scrape.has("heddle_protocol_errors_total")).isFalse();
    } finally {
      engine.stop(Duration.ZERO);
    }
  }
}

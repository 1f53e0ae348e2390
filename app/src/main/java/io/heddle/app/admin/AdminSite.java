package io.heddle.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.app.json.Json;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Site;
import io.heddle.http.Status;
import io.heddle.routing.Router;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The routes for operators, in one list. None of their answers may be kept by a cache. */
public final class AdminSite {
  /** What Cache-Control says. */
  static final String NOT_KEPT = "no-store";

  private AdminSite() {}

  /**
   * The site.
   *
   * @param hasLab whether to serve the pages for experiments; asked again for each request
   * @param isReady whether the server takes requests
   * @param information is called again for each request
   */
  public static Site of(
      PrometheusRegistry metrics,
      BooleanSupplier hasLab,
      BooleanSupplier isReady,
      Supplier<Information> information) {
    Site usual = pages(metrics, isReady, information).build();
    Site all =
        pages(metrics, isReady, information)
            .get("/lab/jvm", "lab-jvm", _ -> fresh(JvmPage.of()))
            .post("/lab/gc", "lab-gc", _ -> fresh(JvmPage.afterCollection()))
            .build();
    return head -> (hasLab.getAsBoolean() ? all : usual).route(head);
  }

  private static Router.Builder pages(
      PrometheusRegistry metrics, BooleanSupplier isReady, Supplier<Information> information) {
    Response up = fresh(health(Status.OK, "UP"));
    Response ending = fresh(health(Status.SERVICE_UNAVAILABLE, "OUT_OF_SERVICE"));
    MetricsPage page = new MetricsPage(metrics);
    return Router.builder()
        .get("/", "index", new IndexPage())
        .get("/metrics", "metrics", request -> fresh(page.handle(request)))
        .get("/health/live", "live", Handler.immediate(_ -> up))
        .get("/health/ready", "ready", Handler.immediate(_ -> isReady.getAsBoolean() ? up : ending))
        .get("/info", "info", request -> info(information.get()));
  }

  private static Response info(Information information) throws IOException {
    return fresh(Response.ok(MediaType.JSON, Body.text(information.json())));
  }

  private static Response health(Status status, String text) {
    return Response.of(status)
        .with(HeaderName.CONTENT_TYPE, MediaType.JSON.text())
        .with(Json.line(json -> writeStatus(json, text)));
  }

  private static void writeStatus(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", text);
    json.writeEndObject();
  }

  private static Response fresh(Response response) {
    return response.with(HeaderName.CACHE_CONTROL, NOT_KEPT);
  }
}

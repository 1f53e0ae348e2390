package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that start Grafana and Prometheus agree with each other. */
final class DeploymentTest {
  private static final String COMPOSE = "grafana/compose.yml";

  private final JsonNode services = Checkout.yaml(COMPOSE).path("services");
  private final JsonNode scrape =
      Checkout.yaml("grafana/prometheus/prometheus.yml").path("scrape_configs").path(0);

  @Test
  void bothEnginesAreOneJob() {
    assertThat(scrape.path("job_name").asText()).isEqualTo("heddle");
    assertThat(texts(scrape.at("/static_configs/0/targets")))
        .containsExactly("127.0.0.1:8081", "127.0.0.1:8082");
  }

  @Test
  void theServersOfTheComposeFileAreThoseThatAreScraped() {
    List<String> admin = new ArrayList<>();
    for (String engine : List.of("epoll", "vthreads")) {
      List<String> command = texts(services.path(engine).path("command"));
      assertThat(command).contains("--engine=" + engine);
      command.stream()
          .filter(word -> word.startsWith("--admin-port="))
          .forEach(word -> admin.add(word.replace("--admin-port=", "127.0.0.1:")));
    }
    assertThat(admin).isEqualTo(texts(scrape.at("/static_configs/0/targets")));
  }

  @Test
  void allServicesShareOneLoopbackInterface() {
    for (String service : List.of("epoll", "vthreads", "grafana")) {
      assertThat(services.path(service).path("network_mode").asText())
          .isEqualTo("service:prometheus");
    }
  }

  @Test
  void publishedPortsAreLocalAndExcludeAdminPorts() {
    assertThat(texts(services.at("/prometheus/ports")))
        .isNotEmpty()
        .allMatch(port -> port.startsWith("127.0.0.1:"))
        .noneMatch(port -> port.contains("8081") || port.contains("8082"));
  }

  @Test
  void mountedFilesExist() {
    Path folder = Checkout.file("grafana");
    List<String> mounted = new ArrayList<>();
    services.forEach(service -> mounted.addAll(texts(service.path("volumes"))));
    assertThat(mounted)
        .filteredOn(volume -> volume.startsWith("./"))
        .hasSize(4)
        .allSatisfy(volume -> assertThat(folder.resolve(volume.split(":", 2)[0])).exists());
    assertThat(
            folder.resolve(services.at("/epoll/build/dockerfile").asText().replace("grafana/", "")))
        .exists();
  }

  @Test
  void theImagesHaveAVersion() {
    for (String service : List.of("prometheus", "grafana")) {
      assertThat(services.path(service).path("image").asText())
          .matches("[a-z]+/[a-z]+:v?\\d+\\.\\d+\\.\\d+");
    }
  }

  @Test
  void grafanaGetsTheDashboardAndItsSource() {
    JsonNode provider =
        Checkout.yaml("grafana/provisioning/dashboards/heddle.yml").at("/providers/0");
    assertThat(provider.at("/options/path").asText()).isEqualTo("${HEDDLE_DASHBOARDS}");
    String dashboards = services.at("/grafana/environment/HEDDLE_DASHBOARDS").asText();
    assertThat(texts(services.at("/grafana/volumes")))
        .contains("./dashboards:" + dashboards + ":ro");
    assertThat(Files.exists(Checkout.file(Dashboard.FILE))).isTrue();
  }

  @Test
  void theSourceHasTheScrapeInterval() {
    JsonNode source =
        Checkout.yaml("grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
    assertThat(source.path("type").asText()).isEqualTo("prometheus");
    assertThat(source.at("/jsonData/timeInterval").asText())
        .isEqualTo(
            Checkout.yaml("grafana/prometheus/prometheus.yml")
                .at("/global/scrape_interval")
                .asText());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}

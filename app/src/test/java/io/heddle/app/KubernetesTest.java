package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.heddle.app.cli.EngineOptions;
import io.heddle.app.cli.Invocation;
import io.heddle.app.config.ConfigFile;
import io.heddle.app.session.RedisAddress;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.study.plan.OwnWork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The files of {@code app/deploy/kustomize} agree with the server: options, ports, pages, metrics.
 */
final class KubernetesTest {
  private static final Path ROOT = Path.of("deploy/kustomize");
  private static final Path CONFIG = ROOT.resolve("base/heddle.conf");
  private static final Pattern ENV =
      Pattern.compile("(?m)^(?:ENV)?\\s*(?<pairs>(?:APP_\\w+=\\S+ ?)+)$");

  private static Kustomization base() throws IOException {
    return Kustomization.of(ROOT.resolve("base"));
  }

  private static Kustomization redis() throws IOException {
    return Kustomization.of(ROOT.resolve("redis"));
  }

  private static Kustomization overlay(EngineOptions.Kind engine) throws IOException {
    return Kustomization.of(ROOT.resolve("overlays").resolve(engine.name()));
  }

  private static PodSpec pod(Kustomization from) throws IOException {
    return from.only(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static Container container(PodSpec pod) {
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().getFirst();
  }

  private static String image() throws IOException {
    return Files.readString(Path.of("deploy/Dockerfile"));
  }

  /** The options that the image and the pod set. */
  private static Map<String, String> variables(PodSpec pod) throws IOException {
    Map<String, String> variables = new HashMap<>();
    ENV.matcher(image())
        .results()
        .flatMap(line -> Stream.of(line.group("pairs").split(" ")))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> variables.put(pair[0], pair[1]));
    assertThat(variables).containsKeys("APP_HOST", "APP_ADMIN_PORT");
    for (EnvVar each : container(pod).getEnv()) {
      variables.put(each.getName(), each.getValue());
    }
    return variables;
  }

  private static Invocation.Serve server(PodSpec pod, String... words) throws IOException {
    Map<String, String> variables = variables(pod);
    variables.put("APP_CONFIG", CONFIG.toString());
    ConfigFile file = ConfigFile.read(CONFIG);
    assertThat(file.mistakes()).isEmpty();
    Invocation invocation =
        Invocation.of(
            "heddle", List.of(words), variables, file.options(), file.usesAddressOfOptions());
    assertThat(invocation).isInstanceOf(Invocation.Serve.class);
    return (Invocation.Serve) invocation;
  }

  private static int port(Container container, String name) {
    return container.getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the container has no port " + name))
        .getContainerPort();
  }

  @ParameterizedTest
  @EnumSource
  void theServerAcceptsItsOptionsAndListensOnThePorts(EngineOptions.Kind engine)
      throws IOException {
    PodSpec pod = pod(overlay(engine));
    Invocation.Serve server = server(pod);
    // one that depends on this machine
    assertThat(server.warnings()).allMatch(line -> line.contains("ulimit"));
    assertThat(server.options().engine().kind()).isEqualTo(engine);
    assertThat(server.options().listen().port()).isEqualTo(port(container(pod), "http"));
    assertThat(server.options().admin().port()).hasValue(port(container(pod), "admin"));
    assertThat(server.options().listen().address().isAnyLocalAddress()).isTrue();
    assertThat(server.options().admin().address().isAnyLocalAddress()).isTrue();
  }

  /** Whoever reaches them can make the server wait, compute and send. */
  @ParameterizedTest
  @EnumSource
  void onlyTheOverlayForTheLoadHasItsRoutes(EngineOptions.Kind engine) throws IOException {
    assertThat(server(pod(overlay(engine))).options().lab().isOn()).isFalse();
    Kustomization lab = Kustomization.of(ROOT.resolve("lab").resolve(engine.name()));
    Invocation.Serve server = server(pod(lab));
    assertThat(server.options().lab().isOn()).isTrue();
    assertThat(server.options().engine().kind()).isEqualTo(engine);
  }

  @Test
  void theConfigurationFileIsWhereTheServerLooks() throws IOException {
    PodSpec pod = pod(base());
    VolumeMount mount = container(pod).getVolumeMounts().getFirst();
    assertThat(Path.of(mount.getMountPath()).resolve(CONFIG.getFileName()))
        .hasToString(Objects.requireNonNull(variables(pod).get("APP_CONFIG")));
    String map =
        pod.getVolumes().stream()
            .filter(volume -> volume.getName().equals(mount.getName()))
            .map(volume -> volume.getConfigMap().getName())
            .findFirst()
            .orElseThrow();
    assertThat(base().content().configMapGenerator())
        .filteredOn(generator -> generator.name().equals(map))
        .singleElement()
        .satisfies(
            generator -> assertThat(generator.files()).contains(CONFIG.getFileName().toString()));
  }

  @Test
  void probesPagesAndMetricsExist() throws Exception {
    PodSpec pod = pod(base());
    Container container = container(pod);
    List<HTTPGetAction> probes =
        Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe())
            .map(probe -> probe.getHttpGet())
            .toList();
    List<String> pages = new ArrayList<>();
    for (HTTPGetAction probe : probes) {
      assertThat(probe.getPort().getStrVal()).isEqualTo("admin");
      pages.add(probe.getPath());
    }
    base()
        .only(ServiceMonitor.class)
        .getSpec()
        .getEndpoints()
        .forEach(endpoint -> pages.add(endpoint.getPath()));
    assertThat(pages).hasSize(4);
    String[] words = {"--host=127.0.0.1", "--port=0", "--admin-host=127.0.0.1", "--admin-port=0"};
    Server server = Server.start(server(pod, words).options(), new FatalExit());
    try {
      int admin = server.adminAddress().orElseThrow().getPort();
      for (String page : pages) {
        try (Client client = new Client(admin)) {
          assertThat(client.ask("GET " + page).read().status()).as(page).isEqualTo(200);
        }
      }
      assertThat(Scrape.of(admin).has(series())).as(series()).isTrue();
    } finally {
      server.stop();
    }
  }

  /** The rule of the adapter, which makes the metric of the autoscaler. */
  private static JsonNode rule() throws IOException {
    JsonNode rules =
        Kustomization.tree(ROOT.resolve("prometheus-adapter.yaml")).at("/rules/custom");
    assertThat(rules).hasSize(1);
    return rules.get(0);
  }

  /** The series that the rule is about. */
  private static String series() throws IOException {
    return rule().at("/name/matches").asText().replaceAll("[$^]", "");
  }

  @Test
  void theAutoscalerUsesTheMetricOfTheAdapter() throws Exception {
    List<MetricSpec> metrics = base().only(HorizontalPodAutoscaler.class).getSpec().getMetrics();
    assertThat(metrics).extracting(MetricSpec::getType).containsExactly("Resource", "Pods");
    assertThat(metrics.get(0).getResource().getName()).isEqualTo("cpu");
    assertThat(container(pod(base())).getResources().getRequests()).containsKey("cpu");
    assertThat(metrics.get(1).getPods().getMetric().getName())
        .isEqualTo(rule().at("/name/as").asText());
    assertThat(rule().path("seriesQuery").asText()).startsWith(series() + "{");
  }

  @Test
  void prometheusAcceptsTheQueryOfTheAdapter() throws Exception {
    Needed.that(
        Shell.has("promtool"), "queries of Prometheus: install Debian's package prometheus");
    String query =
        rule()
            .path("metricsQuery")
            .asText()
            .replace("<<.Series>>", "heddle_readiness_delay_seconds_bucket")
            .replace("<<.LabelMatchers>>", "namespace=\"heddle\",pod=~\"a|b\"")
            .replace("<<.GroupBy>>", "pod");
    assertThat(query).doesNotContain("<<");
    Path file = Files.createTempFile(Path.of("target"), "rules", ".yml");
    Files.writeString(file, "groups: [{name: g, rules: [{record: r, expr: '" + query + "'}]}]\n");
    Shell.run("promtool check rules " + file, Path.of("."));
    Files.delete(file);
  }

  /** The dashboard and the alerts look for this job. */
  @Test
  void theJobOfPrometheusIsHeddle() throws IOException {
    ServiceMonitor monitor = base().only(ServiceMonitor.class);
    Service service = base().only(Service.class);
    assertThat(service.getMetadata().getLabels())
        .containsEntry(monitor.getSpec().getJobLabel(), "heddle")
        .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
    assertThat(Files.readString(Path.of("../grafana/prometheus/rules/alerts.yml")))
        .contains("up{job=\"heddle\"}");
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName)
        .contains(monitor.getSpec().getEndpoints().getFirst().getPort());
    for (ServicePort each : service.getSpec().getPorts()) {
      assertThat(port(container(pod(base())), each.getTargetPort().getStrVal())).isPositive();
    }
  }

  @Test
  void podsHaveNoRightsAndNothingToWrite() throws IOException {
    PodSpec load = load(EngineOptions.Kind.epoll).getSpec().getTemplate().getSpec();
    for (PodSpec each : List.of(pod(base()), load, pod(redis()))) {
      assertThat(each.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(each.getSecurityContext().getRunAsUser()).isPositive();
      assertThat(each.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(each.getAutomountServiceAccountToken()).isFalse();
      // its variables may look like options
      assertThat(each.getEnableServiceLinks()).isFalse();
      Container container = container(each);
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getResources().getLimits()).containsKey("memory");
    }
    assertThat(image())
        .contains("USER " + pod(base()).getSecurityContext().getRunAsUser() + ":")
        .contains("USER " + load.getSecurityContext().getRunAsUser() + ":");
  }

  @Test
  void aPodEndsAfterItsRequests() throws IOException {
    PodSpec pod = pod(base());
    long pause = container(pod).getLifecycle().getPreStop().getSleep().getSeconds();
    long grace = server(pod).options().timeouts().grace().toSeconds();
    // besides, it waits for the backlog, for interrupted handlers and for logs
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(pause + 2 * grace);
  }

  @Test
  void sessionsAreInTheRedisThatOnlyHeddleReaches() throws IOException {
    RedisAddress address = ConfigFile.read(CONFIG).sessions().redis().orElseThrow();
    Service service = redis().only(Service.class);
    assertThat(address.host()).isEqualTo(service.getMetadata().getName());
    ServicePort port = service.getSpec().getPorts().getFirst();
    assertThat(port.getPort()).isEqualTo(address.port());
    Deployment deployment = redis().only(Deployment.class);
    assertThat(port(container(pod(redis())), port.getTargetPort().getStrVal()))
        .isEqualTo(address.port());
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
    NetworkPolicySpec policy = redis().only(NetworkPolicy.class).getSpec();
    assertThat(labels).containsAllEntriesOf(policy.getPodSelector().getMatchLabels());
    assertThat(
            policy.getIngress().getFirst().getFrom().getFirst().getPodSelector().getMatchLabels())
        .isEqualTo(base().only(Deployment.class).getSpec().getSelector().getMatchLabels());
    assertThat(policy.getIngress().getFirst().getPorts().getFirst().getPort().getStrVal())
        .isEqualTo(container(pod(redis())).getPorts().getFirst().getName());
  }

  private static Job load(EngineOptions.Kind engine) throws IOException {
    return Kustomization.of(ROOT.resolve("overlays").resolve(engine.name()).resolve("load"))
        .only(Job.class);
  }

  @ParameterizedTest
  @EnumSource
  void theLoadIsAStudyOfTheService(EngineOptions.Kind engine) throws IOException {
    Container container = container(load(engine).getSpec().getTemplate().getSpec());
    assertThat(container.getArgs()).startsWith("study");
    EnvVar target = container.getEnv().getFirst();
    List<String> words =
        container.getArgs().stream()
            .skip(1)
            .map(word -> word.replace("$(" + target.getName() + ")", target.getValue()))
            .toList();
    StudyCommand.model("heddle").parseArgs(words.toArray(String[]::new));
    String work = value(words, "--work");
    assertThat(OwnWork.parse("work", work, 1).settings()).isNotEmpty();
    URI url = URI.create(value(words, "--target"));
    Service service = base().only(Service.class);
    assertThat(url.getHost()).isEqualTo(service.getMetadata().getName() + "-" + engine);
    assertThat(service.getSpec().getPorts()).extracting(ServicePort::getPort).contains(80);
    assertThat(url.getPort()).isEqualTo(-1);
    assertThat(container.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .anyMatch(path -> value(words, "--out").startsWith(path + "/"));
    assertThat(container.getImage()).isEqualTo(container(pod(base())).getImage());
  }

  private static String value(List<String> words, String option) {
    return words.stream()
        .filter(word -> word.startsWith(option + "="))
        .map(word -> word.substring(option.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + option + " in " + words));
  }
}

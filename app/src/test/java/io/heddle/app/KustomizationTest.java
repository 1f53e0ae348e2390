package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.heddle.app.cli.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of {@code app/deploy/kustomize} are valid, and fit together. */
final class KustomizationTest {
  private static final Path ROOT = Path.of("deploy/kustomize");

  /** Not for Kubernetes, but for Helm. */
  private static final Path VALUES = ROOT.resolve("prometheus-adapter.yaml");

  private static final String FILE = "kustomization.yaml";

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile).filter(file -> !file.equals(VALUES)).toList();
    }
  }

  private static List<Kustomization> kustomizations() throws IOException {
    List<Kustomization> all = new ArrayList<>();
    for (Path file : files()) {
      if (file.endsWith(FILE)) {
        all.add(Kustomization.of(file.resolveSibling("")));
      }
    }
    return all;
  }

  @Test
  void everyFileExistsAndIsUsed() throws IOException {
    Set<Path> named = new HashSet<>();
    for (Kustomization each : kustomizations()) {
      named.addAll(each.named());
      named.add(each.folder().resolve(FILE));
    }
    Set<Path> expected = new HashSet<>(files());
    named.removeIf(place -> Files.isRegularFile(place.resolve(FILE)));
    assertThat(named).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyObjectIsValid() throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (Kustomization each : kustomizations()) {
      for (JsonNode tree : each.trees()) {
        objects.add(Kustomization.object(tree));
      }
    }
    assertThat(objects).hasSizeGreaterThan(20);
  }

  @Test
  void anUnknownKeyIsAMistake() throws IOException {
    JsonNode service = Kustomization.tree(ROOT.resolve("base/service.yaml"));
    ((ObjectNode) service.at("/spec/ports/0")).put("targetport", "http");
    assertThatThrownBy(() -> Kustomization.object(service)).hasMessageContaining("targetport");
  }

  @Test
  void everyPatchChangesOneObject() throws IOException {
    int patches = 0;
    for (Kustomization each : kustomizations()) {
      for (Kustomization.Patch patch : each.content().patches()) {
        List<JsonNode> all = new ArrayList<>();
        for (String name : each.content().resources()) {
          all.addAll(Kustomization.of(each.folder().resolve(name)).trees());
        }
        assertThat(all)
            .as("targets of %s in %s", patch.patch(), each.folder())
            .filteredOn(patch::isFor)
            .hasSize(1);
        patches++;
      }
    }
    assertThat(patches).isPositive();
  }

  @Test
  void thereIsAnOverlayForEachEngine() throws IOException {
    List<String> engines =
        Arrays.stream(EngineOptions.Kind.values()).map(EngineOptions.Kind::name).toList();
    List<String> all = new ArrayList<>();
    for (String engine : engines) {
      Kustomization overlay = Kustomization.of(ROOT.resolve("overlays").resolve(engine));
      assertThat(overlay.content().nameSuffix()).isEqualTo("-" + engine);
      assertThat(overlay.content().labels())
          .singleElement()
          .satisfies(
              label -> {
                assertThat(label.pairs()).containsValue(engine);
                assertThat(label.includeSelectors()).isTrue();
              });
      all.add("overlays/" + engine);
    }
    assertThat(Kustomization.of(ROOT).content().resources()).containsAll(all);
  }

  /**
   * With everything in one namespace, each service and each monitor finds the pods of its engine.
   */
  @Test
  void whatKubectlMakesOfItFitsTogether() throws Exception {
    assumeTrue(Shell.has("kubectl"), "needs kubectl");
    List<HasMetadata> all =
        Kustomization.objects(Shell.run("kubectl kustomize " + ROOT + " 2>&1", Path.of(".")));
    List<Deployment> deployments = all(all, Deployment.class);
    // and Redis
    assertThat(deployments).hasSize(EngineOptions.Kind.values().length + 1);
    for (Service service : all(all, Service.class)) {
      assertThat(deployments)
          .as("pods of %s", service.getMetadata().getName())
          .filteredOn(to -> includes(labels(to), service.getSpec().getSelector()))
          .singleElement()
          .satisfies(to -> assertThat(name(to)).isEqualTo(name(service)));
    }
    for (ServiceMonitor monitor : all(all, ServiceMonitor.class)) {
      assertThat(all(all, Service.class))
          .as("services of %s", name(monitor))
          .filteredOn(
              to ->
                  includes(
                      to.getMetadata().getLabels(),
                      monitor.getSpec().getSelector().getMatchLabels()))
          .singleElement()
          .satisfies(to -> assertThat(name(to)).isEqualTo(name(monitor)));
    }
    for (HorizontalPodAutoscaler scaler : all(all, HorizontalPodAutoscaler.class)) {
      assertThat(deployments)
          .filteredOn(to -> name(to).equals(scaler.getSpec().getScaleTargetRef().getName()))
          .hasSize(1);
    }
    List<String> maps = all(all, ConfigMap.class).stream().map(KustomizationTest::name).toList();
    for (Deployment each : deployments) {
      each.getSpec().getTemplate().getSpec().getVolumes().stream()
          .filter(volume -> volume.getConfigMap() != null)
          .forEach(volume -> assertThat(maps).contains(volume.getConfigMap().getName()));
    }
  }

  private static <T> List<T> all(List<HasMetadata> objects, Class<T> type) {
    List<T> all = objects.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(all).as(type.getSimpleName()).isNotEmpty();
    return all;
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static Map<String, String> labels(Deployment deployment) {
    return deployment.getSpec().getTemplate().getMetadata().getLabels();
  }

  private static boolean includes(Map<String, String> labels, Map<String, String> selector) {
    return labels.entrySet().containsAll(selector.entrySet());
  }
}

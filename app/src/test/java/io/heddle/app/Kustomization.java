package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a {@code kustomization.yaml}. Everything is read by typed models: a key that a
 * model does not know is a mistake.
 */
record Kustomization(Path folder, Kustomization.Content content) {
  private static final String FILE = "kustomization.yaml";

  /** The file, with the keys that are in use here. Those that are absent are empty. */
  record Content(
      String apiVersion,
      String kind,
      List<String> resources,
      @Nullable String nameSuffix,
      List<Label> labels,
      List<ConfigMapFiles> configMapGenerator,
      List<Patch> patches) {
    Content {
      resources = orEmpty(resources);
      labels = orEmpty(labels);
      configMapGenerator = orEmpty(configMapGenerator);
      patches = orEmpty(patches);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
      return list == null ? List.of() : list;
    }
  }

  /** Labels that all objects get, and their selectors too. */
  record Label(Map<String, String> pairs, boolean includeSelectors, List<Field> fields) {}

  /** A further place for labels. */
  record Field(String group, String kind, String path, boolean create) {}

  /** The files of a generated ConfigMap. */
  record ConfigMapFiles(String name, List<String> files) {}

  /**
   * A change of an object.
   *
   * @param patch operations (RFC 6902)
   */
  record Patch(Target target, String patch) {
    /** Whether it is for this object. */
    boolean isFor(JsonNode tree) {
      return target.kind.equals(tree.path("kind").asText())
          && target.name.equals(tree.at("/metadata/name").asText());
    }
  }

  /** The object that a patch changes. */
  record Target(String kind, String name) {}

  private static final Map<String, Class<? extends HasMetadata>> MODELS =
      Map.of(
          "apps/v1 Deployment", Deployment.class,
          "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "batch/v1 Job", Job.class,
          "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "v1 ConfigMap", ConfigMap.class,
          "v1 Service", Service.class);

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .annotationIntrospector(new Strict())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** The models keep unknown keys instead of rejecting them: do not let them. */
  private static final class Strict extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  /** Reads the kustomization in a folder. */
  static Kustomization of(Path folder) throws IOException {
    Content content = MAPPER.treeToValue(tree(folder.resolve(FILE)), Content.class);
    assertThat(content.apiVersion + " " + content.kind)
        .isEqualTo("kustomize.config.k8s.io/v1beta1 Kustomization");
    return new Kustomization(folder.normalize(), content);
  }

  static JsonNode tree(Path file) throws IOException {
    return MAPPER.readTree(Files.readString(file));
  }

  /** The object in a tree. */
  static HasMetadata object(JsonNode tree) throws IOException {
    String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
    Class<? extends HasMetadata> type =
        Optional.ofNullable(MODELS.get(kind))
            .orElseThrow(() -> new IOException("there is no model for " + kind));
    return MAPPER.treeToValue(tree, type);
  }

  /** The objects in a text with several documents. */
  static List<HasMetadata> objects(String text) throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (JsonNode tree : MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll()) {
      objects.add(object(tree));
    }
    return objects;
  }

  /** The files and folders that it names, all of which must exist. */
  List<Path> named() {
    List<Path> named = new ArrayList<>();
    content.resources.forEach(name -> named.add(folder.resolve(name).normalize()));
    content.configMapGenerator.forEach(
        map -> map.files().forEach(name -> named.add(folder.resolve(name).normalize())));
    return named;
  }

  /** All objects below it, with its patches. */
  List<JsonNode> trees() throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (String name : content.resources) {
      Path place = folder.resolve(name);
      if (Files.isDirectory(place)) {
        trees.addAll(of(place).trees());
      } else {
        trees.add(tree(place));
      }
    }
    for (Patch patch : content.patches) {
      trees.replaceAll(tree -> patch.isFor(tree) ? patched(tree, patch) : tree);
    }
    return trees;
  }

  /** Fails if the path of an operation does not exist. */
  private static JsonNode patched(JsonNode tree, Patch patch) {
    try {
      return JsonPatch.apply(MAPPER.readTree(patch.patch()), tree);
    } catch (IOException e) {
      throw new AssertionError("no list of operations: " + patch.patch(), e);
    }
  }

  /** The only object of a type, below it and with its patches. */
  <T extends HasMetadata> T only(Class<T> type) throws IOException {
    List<T> found = new ArrayList<>();
    for (JsonNode tree : trees()) {
      HasMetadata object = object(tree);
      if (type.isInstance(object)) {
        found.add(type.cast(object));
      }
    }
    assertThat(found).as("%s in %s", type.getSimpleName(), folder).hasSize(1);
    return found.getFirst();
  }
}

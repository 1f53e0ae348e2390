package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every version is written once, in the parent's pom.xml. */
final class BuildFilesTest {
  private static final Path ROOT = Path.of("..");

  private static Element pom(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static List<Element> elements(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** If two properties have the same name, Maven silently uses the last one. */
  @Test
  void aPropertyIsSetOnce() throws Exception {
    List<String> names = new ArrayList<>();
    NodeList properties =
        elements(pom(ROOT.resolve("pom.xml")), "properties").getFirst().getChildNodes();
    for (int i = 0; i < properties.getLength(); i++) {
      if (properties.item(i).getNodeType() == Node.ELEMENT_NODE) {
        names.add(properties.item(i).getNodeName());
      }
    }
    assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheParentNamesVersions() throws Exception {
    List<Path> modules;
    try (Stream<Path> files = Files.list(ROOT)) {
      modules = files.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).toList();
    }
    assertThat(modules).hasSizeGreaterThan(4);
    for (Path module : modules) {
      assertThat(elements(pom(module), "version"))
          .as("versions in %s", module)
          .allSatisfy(
              version -> assertThat(version.getParentNode().getNodeName()).isEqualTo("parent"));
    }
  }
}

package io.heddle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heddle.app.values.OptionValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that configuration files include, and the mistakes in that. */
final class IncludesTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private ConfigFile read(String text) throws IOException {
    write("heddle.conf", text);
    return ConfigFile.read(folder.resolve("heddle.conf"));
  }

  private String inFolder(String text) {
    return text.replace(folder + "/", "");
  }

  private List<String> mistakes(String text) throws IOException {
    return read(text).mistakes().stream().map(Mistake::toString).map(this::inFolder).toList();
  }

  @Test
  void aNameIsRelativeToTheFileThatHasIt() throws Exception {
    write("parts/a.conf", "port = 1, include \"more/b.conf\", include file(\"../c.conf\")");
    write("parts/more/b.conf", "loops = 2");
    write("c.conf", "backlog = 3, max-headers = ${port}");
    ConfigFile file = read("include required(\"parts/a\")\nadmin-port = off");
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.options())
        .extracting(OptionValue::name, OptionValue::values, value -> inFolder(value.place()))
        .containsExactly(
            tuple("admin-port", List.of("off"), "heddle.conf:2"),
            tuple("backlog", List.of("3"), "parts/../c.conf:1"),
            tuple("max-headers", List.of("1"), "parts/a.conf:1"),
            tuple("port", List.of("1"), "parts/a.conf:1"),
            tuple("loops", List.of("2"), "parts/more/b.conf:1"));
  }

  @Test
  void aPatternStandsForAllFilesThatMatch() throws Exception {
    write("sites/b.conf", "b { respond = b, hosts = b.test }\nall { status = 404 }");
    write("sites/a.conf", "a { respond = a, hosts = a.test }");
    write("sites/.hidden.conf", "}");
    write("sites/a.conf.old", "}");
    Files.createDirectories(folder.resolve("sites/folder.conf"));
    ConfigFile file = read("servers { include \"sites/*.conf\" }");
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.servers()).extracting(ServerConfig::name).containsExactly("a", "b", "all");
    assertThat(mistakes("include \"sites/*.none\"\nservers { }")).isEmpty();
  }

  @Test
  void theLastNameWins() throws Exception {
    write("options/1.conf", "port = 1");
    write("options/2.conf", "port = 2");
    assertThat(read("port = 0\ninclude \"options/*\"").options())
        .singleElement()
        .extracting(OptionValue::values)
        .isEqualTo(List.of("2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          include "none.conf"                    | include "none.conf": none.conf is not a file that can be read: name another
          include required("none.conf")          | include "none.conf": none.conf is not a file
          include file("none.conf")              | include "none.conf": none.conf is not a file
          servers { include "sites" }            | include "sites": sites is not a file
          include "sitez/*.conf"                 | include "sitez/*.conf": sitez is not a folder that can be read: name another
          include "*/a.conf"                     | include "*/a.conf": write * only in the name of the file
          include "sites/*.link"                 | include "sites/*.link": sites/gone.link is not a file
          include "http://127.0.0.1/a.conf"      | include "http://127.0.0.1/a.conf": only files are included
          include url("http://127.0.0.1/a.conf") | include "http://127.0.0.1/a.conf": only files are included
          include classpath("a.conf")            | include "a.conf": only files are included
          include "heddle.conf"                  | include "heddle.conf": heddle.conf would include itself
          include "h*.conf"                      | include "h*.conf": heddle.conf would include itself
          """)
  void eachMistakeHasItsLine(String statement, String mistake) throws Exception {
    Files.createDirectories(folder.resolve("sites"));
    Files.createSymbolicLink(folder.resolve("sites/gone.link"), Path.of("nowhere"));
    assertThat(mistakes("port = 0\n# " + statement + "\n" + statement + "\nloops = 1"))
        .singleElement()
        .asString()
        .startsWith("heddle.conf:3: " + mistake);
  }

  @Test
  void aMistakeInAnIncludedFileHasItsLineThere() throws Exception {
    write("a.conf", "port = 0\ninclude \"b.conf\"");
    write("b.conf", "\n\ninclude \"a.conf\"");
    assertThat(mistakes("include \"a.conf\""))
        .containsExactly("b.conf:3: include \"a.conf\": a.conf would include itself: remove this");
    write("b.conf", "port = \n]");
    assertThat(mistakes("include \"a.conf\""))
        .singleElement()
        .asString()
        .startsWith("b.conf:2: this is not HOCON: ");
  }

  /** Copies whose names were not changed would replace the originals. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          include "sites/*.conf"                           | sites/a.conf:1, sites/b.conf:1
          include "sites/a.conf", include "sites/b.conf"   | sites/a.conf:1, sites/b.conf:1
          include "sites/a.conf", a { respond = c }        | heddle.conf:1, sites/a.conf:1
          a { respond = c }, include "sites/a.conf"        | heddle.conf:1, sites/a.conf:1
          """)
  void aServerInTwoFilesIsAMistake(String text, String places) throws Exception {
    write("sites/a.conf", "a { respond = a, hosts = a.test }");
    write("sites/b.conf", "a { respond = b, hosts = b.test }");
    List<String> found = mistakes("servers { " + text + " }");
    assertThat(found).singleElement().asString().contains("servers.a: it is in several places (");
    for (String place : places.split(", ", -1)) {
      assertThat(found.getFirst()).contains(place);
    }
  }

  @Test
  void aServerWithTwoBlocksIsAMistake() throws Exception {
    assertThat(mistakes("servers {\n a { respond = a }\n a { status = 404 }\n}"))
        .singleElement()
        .asString()
        .contains("servers.a: it is in several places (heddle.conf:2-3): write it in one block");
    assertThat(
            mistakes(
                "servers {\n b { respond = b, hosts = b.test }\n a = ${servers.b} { hosts = a.test }\n}"))
        .as("a substitution is no second place")
        .isEmpty();
    write("servers.conf", "servers { include \"a.conf\" }");
    write("a.conf", "a { respond = a }");
    assertThat(mistakes("include \"servers.conf\""))
        .as("a file in a file is no second place")
        .isEmpty();
  }

  /** Whatever the second block has, and whatever it takes from another file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a { header = \"X: y\" }",
        "a { default = true }",
        "a { tls { certificate = c.pem, key = k.pem } }",
        "a { include \"../common.conf\", header = \"X: y\" }"
      })
  void aPartOfAServerInAnotherFileIsAMistake(String second) throws Exception {
    write("sites/a.conf", "a { respond = a, hosts = a.test }");
    write("sites/b.conf", second);
    write("common.conf", "status = 404");
    assertThat(mistakes("servers { include \"sites/*.conf\" }"))
        .anyMatch(mistake -> mistake.contains("servers.a: it is in several places ("));
    write("heddle.txt", "servers { include \"sites/*.conf\" }");
    assertThat(mistakes("include \"heddle.txt\""))
        .as("included by a file that is included at the top")
        .anyMatch(mistake -> mistake.contains("servers.a: it is in several places ("));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base { respond = c }, servers = ${base} { include \"sites/*.conf\" }",
        "include \"sites/b.conf\", servers { include \"sites/a.conf\", include \"sites/b.conf\" }"
      })
  void aServerInTwoFilesIsFoundWhereverElseTheyAreIncluded(String text) throws Exception {
    write("sites/a.conf", "a { respond = a, hosts = a.test }");
    write("sites/b.conf", "a { respond = b, hosts = b.test }");
    assertThat(mistakes(text))
        .anyMatch(mistake -> mistake.contains("servers.a: it is in several places ("));
  }

  /** What several servers share is in a file with blocks that have names of their own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cgi         | cgi { ".cgi" = "", timeout = 5s }
          error-pages | error-pages { 404 = a.html }
          locations   | locations { "/a" { respond = a } }
          """)
  void aServerMayHaveTheNameOfABlockThatIsIncluded(String name, String text) throws Exception {
    write("a.html", "not found");
    write("shared.conf", text);
    assertThat(
            mistakes(
                "servers { " + name + " { hosts = a.test, root = ., include \"shared.conf\" } }"))
        .isEmpty();
  }
}

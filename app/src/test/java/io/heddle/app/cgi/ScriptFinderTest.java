package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Octets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which script a path leads to, and what is left of the path. */
final class ScriptFinderTest {
  @TempDir private Path folder;

  @BeforeEach
  void createScripts() throws Exception {
    Files.createDirectories(folder.resolve("a/dir.py"));
    Files.createDirectories(folder.resolve("pages"));
    for (String name : List.of("a/run.py", "a/dir.py/x.py", "a/other.txt", "a/index.py")) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.writeString(folder.resolve("pages/index.html"), "");
    Files.writeString(folder.resolve("pages/index.py"), "");
    Files.createSymbolicLink(folder.resolve("a/link.py"), Path.of("other.txt"));
  }

  private ScriptFinder finder(String prefix) throws Exception {
    CgiConfig config = new CgiConfig(Map.of(".py", Optional.empty()), Duration.ofSeconds(1), 1);
    return new ScriptFinder(folder.toRealPath(), prefix, List.of("index.html", "index.py"), config);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /a/run.py,         a/run.py,      /a/run.py,      ''
          /a/run.py/,        a/run.py,      /a/run.py,      /
          /a/run.py/b//c.py, a/run.py,      /a/run.py,      /b//c.py
          //a//run.py,       a/run.py,      //a//run.py,    ''
          /a/dir.py/x.py/y,  a/dir.py/x.py, /a/dir.py/x.py, /y
          /a/,               a/index.py,    /a/index.py,    ''
          /a/link.py/%C3%A9, a/other.txt,   /a/link.py,     /\u00e9
          """)
  void theFirstScriptOnThePathIsFound(String path, String file, String name, String info)
      throws Exception {
    for (String prefix : List.of("", "/p")) {
      Octets asked = Octets.of(prefix + path);
      assertThat(finder(prefix).mayFind(asked)).isTrue();
      assertThat(finder(prefix).find(asked))
          .contains(
              new Script(folder.toRealPath().resolve(file), Optional.empty(), prefix + name, info));
    }
  }

  @ParameterizedTest
  @CsvSource({"/a/dir.py", "/a/dir.py/", "/pages/", "/a/other.txt", "/none/x", "/"})
  void otherPathsLeadToNoScript(String path) throws Exception {
    assertThat(finder("").find(Octets.of(path))).isEmpty();
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.engine.Engine;
import io.heddle.http1.Http1;
import java.io.BufferedReader;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the programs of the README compile against what the modules export, and that the first one
 * runs as the page says.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EmbeddingTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final String BLOCKING = "    Engine engine = new BlockingEngine(";
  private static final String EVENT_LOOP = "    // Engine engine = new EventLoopEngine(";

  @TempDir private Path folder;

  private static String readme() throws Exception {
    return Files.readString(Path.of("../README.md"));
  }

  private static List<String> examples() throws Exception {
    return JAVA.matcher(readme()).results().map(found -> found.group(1)).toList();
  }

  private static String replaced(String text, String part, String other) {
    assertThat(text).containsOnlyOnce(part);
    return text.replace(part, other);
  }

  /** The program of the README on a free port, with this engine. */
  private static String program(String engine) throws Exception {
    String program = replaced(examples().getFirst(), "onPort(8080)", "onPort(0)");
    if (engine.equals("event loop")) {
      program = replaced(program, BLOCKING, "    // Engine engine = new BlockingEngine(");
      program = replaced(program, EVENT_LOOP, "    Engine engine = new EventLoopEngine(");
    }
    return program;
  }

  /** The modules that Maven would bring for the coordinates of the README. */
  private static String modules() throws Exception {
    Class<?> caffeine = Class.forName("com.github.benmanes.caffeine.cache.Caffeine");
    return Stream.of(Http1.class, Engine.class, caffeine)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(place -> Path.of(URI.create(place.toString())).toString())
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  private void compile(String text) throws Exception {
    compile(folder, "Hello", text);
  }

  /** Compiles a type against what the modules export. */
  static void compile(Path folder, String type, String text) throws Exception {
    Path source = Files.writeString(folder.resolve(type + ".java"), text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-p", modules(), "--add-modules", "io.heddle.engines", "-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(said.toString()).isEmpty();
      assertThat(isCompiled).isTrue();
    }
  }

  private Process start(Path errors) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-p",
                modules(),
                "--add-modules=io.heddle.engines",
                "-cp",
                folder.toString(),
                "Hello")
            .redirectError(errors.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /**
   * The answer of the running program, which is then ended by a signal; what it wrote to stderr.
   */
  private String askAndEnd(String signal, int status, String text) throws Exception {
    Path errors = folder.resolve("errors");
    Process process = start(errors);
    try (BufferedReader out = process.inputReader();
        HttpClient client = HttpClient.newHttpClient()) {
      String url = String.valueOf(out.readLine());
      assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+/hello/world");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).startsWith(text);
      assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).as("an early end").isFalse();
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("an end").isTrue();
      assertThat(process.exitValue()).isZero();
      return Files.readString(errors);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "event loop"})
  void theProgramAnswersAndEndsWithASignal(String engine) throws Exception {
    compile(program(engine));
    assertThat(askAndEnd("TERM", 200, "Hello world\n")).isEmpty();
    assertThat(askAndEnd("INT", 200, "Hello world\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "event loop"})
  void aFaultOfItsHandlerIsLoggedWithItsStack(String engine) throws Exception {
    compile(replaced(program(engine), "pathParameter(\"name\")", "pathParameter(\"nmae\")"));
    assertThat(askAndEnd("TERM", 500, "500 Internal Server Error"))
        .contains("the handler of hello failed")
        .contains("IllegalArgumentException: the route's pattern has no parameter {nmae}")
        .contains("at Hello.hello(Hello.java:");
  }

  @Test
  void theSettingsCompile() throws Exception {
    List<String> examples = examples();
    assertThat(examples).hasSize(2);
    compile(
        """
        import io.heddle.connection.Timeouts;
        import io.heddle.content.HtmlErrorPages;
        import io.heddle.exchange.Observer;
        import io.heddle.exchange.Service;
        import io.heddle.exchange.Settings;
        import io.heddle.http.Limits;
        import io.heddle.http.Site;
        import java.time.Duration;

        class Hello {
          Service of(Site site, Observer observer) {
            %s
            service.apply(settings);
            return new Service(settings, observer);
          }
        }
        """
            .formatted(examples.getLast()));
  }

  @Test
  void theCoordinatesAreThoseOfTheBuild() throws Exception {
    Matcher dependency =
        Pattern.compile("(?s)```xml\n<dependency>\n(.*?)</dependency>\n```").matcher(readme());
    assertThat(dependency.find()).isTrue();
    String pom = Files.readString(Path.of("../engines/pom.xml"));
    assertThat(dependency.group(1).lines().map(String::strip))
        .hasSize(3)
        .allSatisfy(line -> assertThat(pom).contains(line));
  }
}

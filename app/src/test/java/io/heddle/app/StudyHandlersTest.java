package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the handlers of the page on studies compile against what is exported, and run. */
final class StudyHandlersTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  @TempDir private Path folder;

  /** The example of the page. */
  private static String example() throws IOException {
    Matcher example = JAVA.matcher(Files.readString(Path.of("../docs/STUDY.md")));
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  /** A jar with the class and, if it is named, the file that names it. */
  private Path jar(String provider) throws IOException {
    return jar(provider, example());
  }

  private Path jar(String provider, String text) throws IOException {
    return HandlerJar.of(folder, text, provider);
  }

  @Test
  void theHandlersOfAJarAreServed() throws Exception {
    Path jar = jar("Users\n");
    try (Program program = Program.run("--port=0", "--handler=" + jar);
        HttpClient client = HttpClient.newHttpClient()) {
      URI user = URI.create("http://127.0.0.1:" + program.port() + "/users/7");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(user).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).startsWith("user 7");
    }
  }

  @Test
  void aJarWithoutHandlersIsRefused() throws Exception {
    Path jar = jar("");
    try (Program program = Program.run("--port=0", "--handler=" + jar)) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .contains("cannot use the handlers of " + jar + " (it has no file " + HandlerJar.SERVICE)
          .contains(": choose another jar with --handler");
    }
  }

  @Test
  void aProviderThatIsNotThereIsNamed() throws Exception {
    Path jar = jar("Nobody\n");
    try (Program program = Program.run("--port=0", "--handler=" + jar)) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors()).contains("Nobody", "choose another jar with --handler");
    }
  }

  @Test
  void aJarForALaterJavaIsRefused() throws Exception {
    Path jar = HandlerJar.ofLaterJava(folder, example());
    try (Program program = Program.run("check", "--port=0", "--handler=" + jar)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .startsWith("app: error: cannot use the handlers of " + jar)
          .contains(
              "UnsupportedClassVersionError: Users has been compiled by a more recent version")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aProviderThatThrowsIsNamedWithItsLine() throws Exception {
    Path jar =
        jar(
            "Users\n",
            """
            public final class Users implements io.heddle.routing.SiteProvider {
              public void addTo(io.heddle.routing.Router.Builder routes) {
                throw new IllegalStateException("no database");
              }
            }
            """);
    try (Program program = Program.run("--port=0", "--handler=" + jar)) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .contains(
              "cannot use the handlers of "
                  + jar
                  + " (Users fails at Users.addTo(Users.java:3): java.lang.IllegalStateException: no"
                  + " database): choose another jar with --handler");
    }
  }

  @Test
  void serveIsTheServerThatAlsoRunsWithoutACommand() throws Exception {
    try (Program program = Program.run("serve", "--engine=epoll", "--port=0")) {
      assertThat(program.ready().group(3)).isEqualTo("epoll");
    }
  }
}

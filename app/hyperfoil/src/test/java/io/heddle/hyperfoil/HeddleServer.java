package io.heddle.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server program in another process, on free ports of the loopback interface. */
final class HeddleServer implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(" on (http://127\\.0\\.0\\.1:\\d+)/");

  private final Process process;
  private final String url;
  private final String admin;

  private HeddleServer(Process process, String url, String admin) {
    this.process = process;
    this.url = url;
    this.admin = admin;
  }

  static HeddleServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    // the class path has a logging library that the server does not have
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.heddle.app.Main",
                    "--engine=epoll",
                    "--port=0",
                    "--admin-port=0",
                    "--lab"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    return new HeddleServer(process, address(out), address(out));
  }

  private static String address(BufferedReader out) throws IOException {
    String line = out.readLine();
    assertThat(line).as("a line of the server's output").isNotNull();
    Matcher address = ADDRESS.matcher(line);
    assertThat(address.find()).as(line).isTrue();
    return address.group(1);
  }

  String url() {
    return url;
  }

  /** How many connections it has accepted since its start. */
  long accepted() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(admin + "/metrics")).build();
      return client
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("heddle_connections_accepted_total"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      process.getInputStream().close();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page in a headless Chromium, driven with the DevTools protocol. One thread uses it. */
final class Browser implements AutoCloseable {
  static final String REMEDY =
      "pages in a browser: no Chromium is on the PATH (Debian: apt-get install chromium)";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING =
      Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/.*");
  private static final long MAX_SECONDS = 120;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket page;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private int commands;

  private Browser(Process process) throws Exception {
    this.process = process;
    HttpRequest newPage =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String created = http.send(newPage, HttpResponse.BodyHandlers.ofString()).body();
    String address = JSON.readTree(created).get("webSocketDebuggerUrl").asText();
    this.page = http.newWebSocketBuilder().buildAsync(URI.create(address), new Messages()).join();
  }

  /** The program; empty if it is not installed. */
  static Optional<Path> installed() {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the browser.
   *
   * @param profile an empty folder for its files
   */
  static Browser start(Path program, Path profile) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true);
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
    try {
      return new Browser(process);
    } catch (Exception | AssertionError e) {
      kill(process);
      throw e;
    }
  }

  private int port() throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.matches()) {
        Thread.ofPlatform().daemon().start(() -> out.lines().forEach(_ -> {}));
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new AssertionError("the browser has ended");
  }

  /** Collects messages, which may arrive in parts. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /** Sends a command and waits for its result. */
  JsonNode command(String method, ObjectNode parameters) throws Exception {
    ObjectNode command = JSON.createObjectNode().put("id", ++commands).put("method", method);
    command.set("params", parameters);
    page.sendText(command.toString(), true).join();
    while (true) {
      String message = messages.poll(MAX_SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("answer to %s", method).isNotNull();
      JsonNode answer = JSON.readTree(message);
      if (answer.path("id").asInt() == commands) {
        assertThat(answer.has("error")).as(message).isFalse();
        return answer.get("result");
      }
    }
  }

  static ObjectNode parameters() {
    return JSON.createObjectNode();
  }

  void open(String url) throws Exception {
    command("Page.navigate", parameters().put("url", url));
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /** The value of an expression. */
  JsonNode evaluate(String expression) throws Exception {
    ObjectNode parameters = parameters().put("expression", expression).put("returnByValue", true);
    JsonNode result = command("Runtime.evaluate", parameters);
    assertThat(result.has("exceptionDetails")).as("%s: %s", expression, result).isFalse();
    return result.path("result").path("value");
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (!evaluate(expression).asBoolean()) {
      if (System.nanoTime() > end) {
        // a page that is just being opened has no body
        throw new AssertionError(expression + "; page: " + evaluate("document.body?.innerText"));
      }
      Thread.sleep(20);
    }
  }

  /** Chooses files, as a person does in the dialog. */
  void choose(String selector, List<Path> files) throws Exception {
    int root = command("DOM.getDocument", parameters()).at("/root/nodeId").asInt();
    ObjectNode query = parameters().put("nodeId", root).put("selector", selector);
    int input = command("DOM.querySelector", query).get("nodeId").asInt();
    ObjectNode chosen = parameters().put("nodeId", input);
    ArrayNode paths = chosen.putArray("files");
    files.forEach(file -> paths.add(file.toString()));
    command("DOM.setFileInputFiles", chosen);
  }

  /** Ends the browser and all of its processes. */
  private static void kill(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  @Override
  public void close() {
    kill(process);
    page.abort();
    http.shutdownNow();
  }
}

package io.heddle.app.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say where requests go, how long they take and what is shown of them. */
final class ClientOptions {
  @Parameters(
      paramLabel = "URL",
      arity = "1..*",
      description = {
        "http://HOST:PORT/PATH or https://. Those of one server share a connection. A user and a"
            + " password in a URL are sent as Basic authorization."
      })
  private List<String> urls = List.of();

  @Mixin private RequestOptions request = new RequestOptions();

  @Option(
      names = {"-i", "--include"},
      description = "Write the heads of responses to the output, too.")
  private boolean include;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the heads of both sides on stderr, and what becomes of the connection.")
  private boolean verbose;

  @Option(
      names = "--timing",
      description =
          "Show a table on stderr: milliseconds until connected, to the first byte and in all.")
  private boolean timing;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file; repeat it for further URLs. Default: stdout")
  private List<Path> outputs = List.of();

  @Option(
      names = {"-f", "--fail"},
      description = "Write no content of a response of 400 or above, and exit with 22.")
  private boolean fail;

  @Option(
      names = {"-s", "--silent"},
      description = "Show no errors; the exit status tells.")
  private boolean silent;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long connecting may take: seconds, such as 2 or 0.5, or 500ms.")
  private @Nullable Duration connectTimeout;

  @Option(
      names = {"-m", "--max-time"},
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long each transfer may take.")
  private @Nullable Duration maxTime;

  @Option(
      names = "--pipeline",
      description = "Send the requests for all URLs at once, before the first response.")
  private boolean pipeline;

  @Option(
      names = "--raw",
      paramLabel = "FILE|-",
      description =
          "Send these bytes as they are, whether or not they are HTTP, and write what comes back"
              + " until the server closes the connection or --max-time is over.")
  private @Nullable Path raw;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trust the certificates of this file (PEM) instead of those of Java.")
  private @Nullable Path authorities;

  @Option(
      names = {"-k", "--insecure"},
      description = "Accept any certificate.")
  private boolean insecure;

  ClientOptions() {}

  /**
   * Refuses options that exclude each other.
   *
   * @throws TransferException with the remedy
   */
  void check() throws TransferException {
    request.check(urls.size());
    if (outputs.size() > urls.size()) {
      throw wrong("there are more --output than URLs: remove " + outputs.getLast());
    }
    if (raw != null && (urls.size() > 1 || pipeline || include || fail || request.isGiven())) {
      throw wrong("--raw sends bytes as they are, to one URL: remove what describes a request");
    }
  }

  static TransferException wrong(String reason) {
    return new TransferException(ExitStatus.WRONG_OPTIONS, reason);
  }

  List<String> urls() {
    return urls;
  }

  RequestOptions request() {
    return request;
  }

  boolean include() {
    return include;
  }

  boolean verbose() {
    return verbose;
  }

  boolean timing() {
    return timing;
  }

  /** The file for what the URL with this index returns; empty for stdout. */
  Optional<Path> output(int index) {
    return index < outputs.size() && !outputs.get(index).toString().equals("-")
        ? Optional.of(outputs.get(index))
        : Optional.empty();
  }

  boolean fail() {
    return fail;
  }

  boolean silent() {
    return silent;
  }

  Optional<Duration> connectTimeout() {
    return Optional.ofNullable(connectTimeout);
  }

  Optional<Duration> maxTime() {
    return Optional.ofNullable(maxTime);
  }

  boolean pipeline() {
    return pipeline;
  }

  Optional<Path> raw() {
    return Optional.ofNullable(raw);
  }

  Optional<Path> authorities() {
    return Optional.ofNullable(authorities);
  }

  boolean isInsecure() {
    return insecure;
  }
}

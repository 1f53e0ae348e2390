package io.heddle.app.client;

import io.heddle.client.ClientRequest;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Version;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe the requests. */
final class RequestOptions {
  private static final String STDIN = "-";

  @Option(
      names = {"-X", "--request"},
      paramLabel = "METHOD",
      description = "Default: GET; POST with --data, PUT with --upload-file, HEAD with --head")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "FIELD",
      description =
          "A header field, such as 'Accept: text/plain'. 'Accept:' removes a field that is sent"
              + " otherwise, and 'X-Empty;' sends one without a value.")
  private List<String> fields = List.of();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA|@FILE",
      description =
          "Send this, or a file without its line ends and zero bytes (@- is stdin), as a form does:"
              + " several are joined with &.")
  private List<String> data = List.of();

  @Option(
      names = "--data-binary",
      paramLabel = "DATA|@FILE",
      description = "The same, but send a file as it is.")
  private List<String> binary = List.of();

  @Option(
      names = {"-T", "--upload-file"},
      paramLabel = "FILE",
      description =
          "Send a file; - is stdin, in chunks. The name of the file is added to a URL that ends"
              + " with a slash and has no query.")
  private @Nullable Path upload;

  @Option(
      names = {"-I", "--head"},
      description = "Ask for the head only (HEAD), and write it to the output.")
  private boolean head;

  @Option(
      names = {"-0", "--http1.0"},
      description = "Send HTTP/1.0; all but the last request ask to keep the connection.")
  private boolean http10;

  RequestOptions() {}

  /** Whether any of them is given. */
  boolean isGiven() {
    return method != null
        || upload != null
        || head
        || http10
        || !(fields.isEmpty() && data.isEmpty() && binary.isEmpty());
  }

  void check(int urls) throws TransferException {
    int contents = (data.isEmpty() ? 0 : 1) + (binary.isEmpty() ? 0 : 1) + (upload == null ? 0 : 1);
    if (contents > 1) {
      throw ClientOptions.wrong(
          "--data, --data-binary and --upload-file exclude each other: write one of them");
    }
    if (head && contents > 0) {
      throw ClientOptions.wrong("a request with --head has no content: remove one of them");
    }
    if (isStdin() && urls > 1) {
      throw ClientOptions.wrong("stdin can only be sent once: name one URL");
    }
  }

  private boolean isStdin() {
    return upload != null && upload.toString().equals(STDIN);
  }

  /** Whether the output is the head alone. */
  boolean head() {
    return head;
  }

  /** Reads what is needed before the first request can be sent. */
  Content content(InputStream in) throws TransferException {
    if (upload != null) {
      return isStdin() ? new Content.Input(in) : new Content.File(upload);
    }
    List<String> parts = data.isEmpty() ? binary : data;
    return parts.isEmpty() ? new Content.None() : Content.Data.of(parts, !data.isEmpty(), in);
  }

  /** The URL that is asked for: with the name of the file, if it needs one. */
  ServerUrl target(ServerUrl url) {
    return upload == null || isStdin() || upload.getFileName() == null
        ? url
        : url.withFile(upload.getFileName().toString());
  }

  /**
   * The request for a URL.
   *
   * @param agent the value of User-Agent
   * @param isLast whether it is the last one of its connection
   * @throws TransferException when it cannot be sent
   */
  ClientRequest request(ServerUrl url, Content content, String agent, boolean isLast)
      throws TransferException {
    OwnFields own = OwnFields.of(fields);
    List<Field> all = new ArrayList<>();
    own.addUsual(all, HeaderName.USER_AGENT, agent);
    own.addUsual(all, HeaderName.ACCEPT, "*/*");
    url.authorization().ifPresent(user -> own.addUsual(all, OwnFields.AUTHORIZATION, user));
    if (content instanceof Content.Data) {
      own.addUsual(all, HeaderName.CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    all.addAll(own.fields());
    Version version = http10 ? Version.HTTP_1_0 : Version.HTTP_1_1;
    Optional<Body> body = content.body(own.isChunked());
    try {
      return new ClientRequest(
          version,
          method(content),
          own.host().orElse(url.authority()),
          url.target(),
          all,
          body,
          own.closes(version).orElse(http10 && isLast));
    } catch (IllegalArgumentException e) {
      body.ifPresent(Body::close);
      throw new TransferException(
          ExitStatus.WRONG_OPTIONS, "cannot ask for " + url + ": " + e.getMessage(), e);
    }
  }

  private String method(Content content) {
    if (method != null) {
      return method;
    }
    if (head) {
      return "HEAD";
    }
    return switch (content) {
      case Content.None none -> "GET";
      case Content.Data data -> "POST";
      case Content.File file -> "PUT";
      case Content.Input input -> "PUT";
    };
  }
}

package io.heddle.codec;

import io.heddle.http1.Visible;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sample from a file in {@code samples/client}: what a server sends, and the expected result.
 *
 * @param source file and title
 * @param sent what the server sends, as ISO 8859-1
 * @param ofHead whether the requests are HEAD requests
 * @param ends whether the server closes the connection after its last byte
 * @param outcome a line for each response, and how it ends
 */
record ResponseSample(
    String source, String sent, boolean ofHead, boolean ends, List<String> outcome) {
  private static final Pattern SAMPLE =
      Pattern.compile(
          """
          ## (?<title>.+)

          (?:[^#`].*
          )*?
          ?```response(?<options>.*)
          (?<bytes>(?:.*
          )*?)```

          ```outcome
          (?<outcome>(?:.+
          )+?)```
          """);

  /** What the server sends. */
  byte[] bytes() {
    return sent.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All samples of all files. */
  static List<ResponseSample> all() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(ResponseSample.class.getResource("/io/heddle/samples/client"))
                .toURI());
    List<ResponseSample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.endsWith("README.md")).sorted().toList()) {
        samples.addAll(read(file));
      }
    }
    return samples;
  }

  private static List<ResponseSample> read(Path file) throws IOException {
    String text = Files.readString(file);
    List<ResponseSample> samples = new ArrayList<>();
    for (Matcher sample = SAMPLE.matcher(text); sample.find(); ) {
      samples.add(
          new ResponseSample(
              file.getFileName() + ": " + sample.group("title"),
              new String(
                  Visible.octets(sample.group("bytes").replace("\n", "")),
                  StandardCharsets.ISO_8859_1),
              sample.group("options").contains(" head"),
              sample.group("options").contains(" ends"),
              sample.group("outcome").lines().toList()));
    }
    long titles = text.lines().filter(line -> line.startsWith("## ")).count();
    if (samples.size() != titles) {
      throw new IllegalArgumentException(
          file + ": " + titles + " titles, but " + samples.size() + " complete samples");
    }
    return samples;
  }
}

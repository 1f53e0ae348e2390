package io.heddle.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reader for the samples in a Markdown file; {@code samples/README.md} describes the format. */
final class SampleFile {
  private final String name;
  private final List<Sample> samples = new ArrayList<>();
  private String title = "";
  private List<byte[]> parts = List.of();
  private String options = "";
  private @Nullable List<String> outcome;
  private @Nullable String response;

  private SampleFile(String name) {
    this.name = name;
  }

  /** All sample files. */
  static List<Path> all() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(SampleFile.class.getResource("/io/heddle/samples")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SampleFile::holdsSamples).sorted().toList();
    }
  }

  private static boolean holdsSamples(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".md") && !name.equals("README.md");
  }

  static List<Sample> read(Path path) {
    SampleFile file = new SampleFile(path.getFileName().toString().replace(".md", ""));
    try {
      file.read(Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.samples;
  }

  private void read(List<String> lines) {
    String fence = null;
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      if (fence != null) {
        if (line.equals("```")) {
          take(fence, block);
          fence = null;
        } else {
          block.add(line);
        }
      } else if (line.startsWith("```")) {
        fence = line.substring(3);
        block = new ArrayList<>();
      } else if (line.startsWith("## ")) {
        finish();
        title = line.substring(3);
      }
    }
    finish();
  }

  private void take(String fence, List<String> block) {
    switch (fence.split(" ", 2)[0]) {
      case "request" -> {
        options = fence;
        parts = parts(block);
      }
      case "outcome" -> outcome = List.copyOf(block);
      case "response" -> response = Visible.text(Visible.octets(String.join("", block)));
      default -> throw new IllegalArgumentException(name + ": unknown block " + fence);
    }
  }

  private static List<byte[]> parts(List<String> block) {
    List<byte[]> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String line : block) {
      if (line.equals("---")) {
        parts.add(Visible.octets(part.toString()));
        part.setLength(0);
      } else {
        part.append(line);
      }
    }
    parts.add(Visible.octets(part.toString()));
    return parts;
  }

  private void finish() {
    if (title.isEmpty()) {
      return;
    }
    if (parts.isEmpty() || outcome == null) {
      throw new IllegalArgumentException(name + ": \"" + title + "\" has no request or no outcome");
    }
    boolean ends = options.contains(" ends");
    boolean uncut = options.contains(" uncut");
    boolean head = options.contains(" head");
    samples.add(new Sample(name + ": " + title, parts, ends, uncut, head, outcome, response));
    parts = List.of();
    outcome = null;
    response = null;
  }
}

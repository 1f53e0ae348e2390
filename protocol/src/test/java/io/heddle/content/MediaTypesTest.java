package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heddle.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
  private static final Path TABLE = Path.of("src/main/resources/io/heddle/content/media-types.txt");

  private static final String JAR = "/META-INF/maven/org.webjars.npm/mime-db/pom.properties";

  /** Registered by now (RFC 9639). */
  private static final Map<String, String> CORRECTIONS = Map.of("flac", "audio/flac");

  /** Who has named the extensions of a type; the first is preferred. */
  private static final List<String> SOURCES = List.of("iana", "", "apache", "nginx");

  /** Of types for the same extension, the one of the first kind is preferred. */
  private static final List<String> KINDS =
      List.of("video", "audio", "image", "font", "model", "application", "text");

  private static String header(String version) {
    return """
        # The media type for each extension. From mime-db %s, https://github.com/jshttp/mime-db
        # (Copyright 2014 Jonathan Ong, 2015-2022 Douglas Christopher Wilson, MIT license).
        # MediaTypesTest compares it with the mime-db of the pom, and writes it:
        # mvn test -pl protocol -Dtest=MediaTypesTest -Dheddle.write=true
        """
        .formatted(version);
  }

  /** A type that may be that of an extension. */
  private record Candidate(String type, String source) {
    private boolean isVendors() {
      return type.contains("/vnd.") || type.contains("/x-") || type.contains("/prs.");
    }

    private String kind() {
      return type.substring(0, type.indexOf('/'));
    }

    static Comparator<Candidate> preference() {
      return Comparator.<Candidate>comparingInt(one -> SOURCES.indexOf(one.source))
          .thenComparing(Candidate::isVendors)
          .thenComparingInt(one -> KINDS.indexOf(one.kind()))
          .thenComparing(Candidate::type);
    }
  }

  private static String table() throws IOException {
    Properties jar = new Properties();
    try (InputStream in = resource(JAR)) {
      jar.load(in);
    }
    String version = jar.getProperty("version");
    SortedMap<String, Candidate> best = new TreeMap<>();
    try (InputStream in = resource("/META-INF/resources/webjars/mime-db/" + version + "/db.json")) {
      JsonNode database = new ObjectMapper().readTree(in);
      for (Map.Entry<String, JsonNode> entry : database.properties()) {
        Candidate candidate =
            new Candidate(entry.getKey(), entry.getValue().path("source").asText());
        for (JsonNode extension : entry.getValue().path("extensions")) {
          best.merge(
              extension.asText(),
              candidate,
              (one, other) -> Candidate.preference().compare(one, other) <= 0 ? one : other);
        }
      }
    }
    StringBuilder table = new StringBuilder(header(version));
    best.forEach(
        (extension, candidate) ->
            table
                .append(extension)
                .append(' ')
                .append(CORRECTIONS.getOrDefault(extension, candidate.type))
                .append('\n'));
    return table.toString();
  }

  private static InputStream resource(String path) {
    return Objects.requireNonNull(MediaTypesTest.class.getResourceAsStream(path), path);
  }

  @Test
  void theTableIsThatOfMimeDb() throws IOException {
    if (Boolean.getBoolean("heddle.write")) {
      Files.writeString(TABLE, table());
    }
    assertThat(Files.readString(TABLE)).isEqualTo(table());
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "INDEX.HTML, text/html; charset=utf-8",
    "notes.txt, text/plain; charset=utf-8",
    "README.md, text/markdown; charset=utf-8",
    "style.css, text/css; charset=utf-8",
    "app.min.js, text/javascript; charset=utf-8",
    "app.mjs, text/javascript; charset=utf-8",
    "data.json, application/json",
    "app.js.map, application/json",
    "app.webmanifest, application/manifest+json",
    "feed.xml, application/xml",
    "logo.svg, image/svg+xml",
    "photo.jpg, image/jpeg",
    "photo.avif, image/avif",
    "photo.jxl, image/jxl",
    "favicon.ico, image/vnd.microsoft.icon",
    "song.mp3, audio/mpeg",
    "song.flac, audio/flac",
    "song.wav, audio/wav",
    "song.opus, audio/ogg",
    "clip.3gpp, video/3gpp",
    "film.mp4, video/mp4",
    "film.mkv, video/x-matroska",
    "live.m3u8, application/vnd.apple.mpegurl",
    "font.woff2, font/woff2",
    "letter.rtf, application/rtf",
    "letter.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "archive.tar.gz, application/gzip",
    "setup.exe, application/octet-stream",
    "module.wasm, application/wasm",
    "last.zmm, application/vnd.handheld-entertainment+xml",
    "first.123, application/vnd.lotus-1-2-3",
    "odd.x_t, model/vnd.parasolid.transmit.text",
  })
  void usesTheLastExtensionInAnyCase(String name, String type) {
    assertThat(MediaTypes.STANDARD.ofFileName(name).text()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "html",
        "README",
        "file.",
        "file.unknown",
        ".",
        "",
        "file.html~",
        "a. html",
        "a.html ",
        "a.#",
        "a.js text/javascript\njson",
        "a.\n",
        "a.# The",
        "a.text/html",
        "a.\u00e9"
      })
  void treatsUnknownFilesAsBinary(String name) {
    assertThat(MediaTypes.STANDARD.ofFileName(name)).isEqualTo(MediaType.BINARY);
  }

  @Test
  void ownTypesAreUsedAsTheyAre() {
    MediaTypes types =
        MediaTypes.STANDARD
            .with("TXT", new MediaType("text/plain"))
            .with("heddle", new MediaType("text/x-heddle"));
    assertThat(types.ofFileName("a.txt").text()).isEqualTo("text/plain");
    assertThat(types.ofFileName("a.Heddle").text()).isEqualTo("text/x-heddle");
    assertThat(types.ofFileName("a.html")).isEqualTo(MediaType.HTML);
    assertThat(MediaTypes.STANDARD.ofFileName("a.txt")).isEqualTo(MediaType.TEXT);
  }
}

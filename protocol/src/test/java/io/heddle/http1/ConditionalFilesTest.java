package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Body;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD and conditional requests for files. The file handler itself supports neither. */
class ConditionalFilesTest {
  private static final String LAST_MODIFIED = "Fri, 31 Oct 2025 23:59:59 GMT";

  @TempDir private Path root;
  private final List<FileChannel> opened = new ArrayList<>();

  @BeforeEach
  void writeAFile() throws IOException {
    Path file = Files.writeString(root.resolve("hello.txt"), "hello");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-10-31T23:59:59Z")));
  }

  private Dialog dialog(boolean waits) throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.parse("2025-11-01T12:00:00Z"));
    Filter recorder =
        (request, next) -> {
          Response response = next.handle(request);
          if (response.body() instanceof Body.Region region) {
            opened.add(region.file());
          }
          return response;
        };
    Handler files = new StaticFiles(root, clock).with(recorder);
    return Dialog.to(files.with(new ConditionalRequests(clock)), waits);
  }

  private String play(boolean waits, String method, String fields) throws IOException {
    String text =
        dialog(waits)
            .play(method + " /hello.txt HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n")
            .client
            .text();
    assertThat(opened).singleElement().satisfies(file -> assertThat(file.isOpen()).isFalse());
    return text;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsTheFileToGet(boolean waits) throws IOException {
    assertThat(play(waits, "GET", ""))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Content-Length: 5", "Last-Modified: " + LAST_MODIFIED)
        .endsWith("hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsTheHeadAloneToHead(boolean waits) throws IOException {
    assertThat(play(waits, "HEAD", ""))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Content-Length: 5", "Last-Modified: " + LAST_MODIFIED)
        .doesNotContain("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void sends304WithoutContent(String method) throws IOException {
    assertThat(play(false, method, "If-Modified-Since: " + LAST_MODIFIED + "\r\n"))
        .startsWith("HTTP/1.1 304 Not Modified")
        .contains("ETag: ")
        .doesNotContain("hello", "Content-Length", "Content-Type", "Last-Modified");
  }
}

package io.heddle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heddle.app.log.LogEntry.RequestLine;
import io.heddle.http.Method;
import io.heddle.http.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The formats of the access log, and that no client can forge a line. */
final class LineFormatTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final long MILLIS = Instant.parse("2026-03-04T22:06:07.089Z").toEpochMilli();

  /** Every byte that the parser accepts in a field value. */
  private static final String EVERY_VALUE_BYTE =
      IntStream.range(0, 256)
          .filter(b -> b == '\t' || (b >= ' ' && b != 0x7f))
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private static LogEntry entry(
      @Nullable String target, @Nullable String referer, @Nullable String userAgent) {
    return new LogEntry(
        MILLIS,
        InetAddress.ofLiteral("192.0.2.7"),
        "2a-1",
        target == null ? null : new RequestLine(Method.GET, target, Version.HTTP_1_1),
        "",
        target == null ? "REFUSED" : "files",
        target == null ? 400 : 200,
        target == null ? 0 : 1234,
        target == null ? 0 : 12_345_678,
        referer,
        userAgent,
        null,
        null);
  }

  /** A request that was refused after this part of its first line was read. */
  private static LogEntry refused(String line) {
    InetAddress client = InetAddress.ofLiteral("192.0.2.7");
    return new LogEntry(
        MILLIS, client, "2a-1", null, line, "REFUSED", 400, 0, 0, null, null, null, null);
  }

  @Test
  void aRefusedRequestShowsThePartOfItsLineThatWasRead() {
    assertThat(common(refused("GET /a\u0000\" b"))).contains("] \"GET /a\\x00\\\" b\" 400 ");
    assertThat(json(refused("GET /a\" b"))).contains("\"request_line\":\"GET /a\\\" b\"");
  }

  private static String line(LineFormat format, LogEntry entry) {
    StringBuilder line = new StringBuilder();
    format.append(line, entry);
    return line.toString();
  }

  private static String common(LogEntry entry) {
    return line(new CommonFormat(ZONE), entry);
  }

  private static String combined(LogEntry entry) {
    return line(new CombinedFormat(ZONE, false), entry);
  }

  private static String json(LogEntry entry) {
    return line(new JsonFormat("epoll"), entry);
  }

  @Test
  void commonHasTheRequestLineTheStatusAndTheBytes() {
    assertThat(common(entry("/a?b=c", "http://a/", "curl/8")))
        .isEqualTo(
            """
            192.0.2.7 - - [05/Mar/2026:03:36:07 +0530] "GET /a?b=c HTTP/1.1" 200 1234
            """);
  }

  @Test
  void commonHasDashesForMissingValues() {
    assertThat(common(entry(null, null, null)))
        .isEqualTo(
            """
            192.0.2.7 - - [05/Mar/2026:03:36:07 +0530] "-" 400 -
            """);
  }

  @Test
  void combinedHasTheRefererAndTheUserAgentToo() {
    assertThat(combined(entry("/", "http://a/b", "Mozilla/5.0 (X11; Linux)")))
        .isEqualTo(
            """
            192.0.2.7 - - [05/Mar/2026:03:36:07 +0530] "GET / HTTP/1.1" 200 1234 "http://a/b" \
            "Mozilla/5.0 (X11; Linux)"
            """);
  }

  @Test
  void combinedHasADashForAFieldThatIsAbsentOrEmpty() {
    assertThat(combined(entry("/", null, ""))).endsWith(" 200 1234 \"-\" \"-\"\n");
  }

  /** What reads the combined format reads these lines, too, if it takes further values. */
  @Test
  void combinedMayEndWithTheIdOfTheRequest() {
    LogEntry entry = entry("/", null, "curl/8");
    assertThat(line(new CombinedFormat(ZONE, true), entry))
        .isEqualTo(combined(entry).replace("\n", " \"2a-1\"\n"));
  }

  @Test
  void jsonHasAnObjectPerLine() {
    assertThat(json(entry("/a?b=c", "http://a/b", "curl/8")))
        .isEqualTo(
            """
            {"time":"2026-03-04T22:06:07.089Z","client":"192.0.2.7","request_id":"2a-1","method":"GET",\
            "target":"/a?b=c","version":"HTTP/1.1","route":"files","status":200,"bytes":1234,\
            "duration_seconds":0.012345,"referer":"http://a/b","user_agent":"curl/8",\
            "engine":"epoll"}
            """);
  }

  @Test
  void jsonOmitsMissingValues() {
    assertThat(json(entry(null, null, null)))
        .isEqualTo(
            """
            {"time":"2026-03-04T22:06:07.089Z","client":"192.0.2.7","request_id":"2a-1","route":"REFUSED",\
            "status":400,"bytes":0,"engine":"epoll"}
            """);
  }

  @Test
  void jsonWritesDurationsWithoutExponent() {
    for (long nanos : List.of(0L, 999L, 1_000L, 3_600_000_000_000L)) {
      LogEntry entry =
          new LogEntry(
              MILLIS,
              InetAddress.ofLiteral("::1"),
              "2a-1",
              new RequestLine(Method.GET, "/", Version.HTTP_1_0),
              "",
              "files",
              200,
              0,
              nanos,
              null,
              null,
              null,
              null);
      assertThat(json(entry))
          .contains(
              ",\"duration_seconds\":%d.%06d,"
                  .formatted(nanos / 1_000_000_000, nanos / 1_000 % 1_000_000));
    }
  }

  @Test
  void noTargetCanEndItsQuotes() {
    assertThat(common(entry("/\"\\\" 200 5\\", null, null)))
        .contains(" \"GET /\\\"\\\\\\\" 200 5\\\\ HTTP/1.1\" 200 1234");
  }

  @Test
  void noFieldCanForgeALine() {
    String forged = "x\" \"y\"\r\n192.0.2.9 - - [] \"GET /\\\u0000\u001b[2J\u007f\u0085\u00e9\t";
    assertThat(combined(entry("/", forged, "\\")))
        .endsWith(
            " \"x\\\" \\\"y\\\"\\x0D\\x0A192.0.2.9 - - [] \\\"GET /\\\\\\x00\\x1B[2J\\x7F\\x85\\xE9\\x09\""
                + " \"\\\\\"\n");
  }

  @Test
  void everyByteOfAFieldStaysWithinItsQuotes() {
    String line = combined(entry("/", EVERY_VALUE_BYTE, EVERY_VALUE_BYTE));
    assertThat(line.chars().filter(c -> c < ' ' || c > '~').toArray()).containsExactly('\n');
    String quoted = "\"((?:[^\"\\\\]|\\\\[\"\\\\]|\\\\x[0-9A-F]{2})*)\"";
    assertThat(line)
        .matches("\\S+ - - \\[[^]]+] " + quoted + " 200 1234 " + quoted + " " + quoted + "\n");
  }

  @Test
  void jsonPreservesEveryByteOfAField() throws IOException {
    String line = json(entry("/\"\\", EVERY_VALUE_BYTE, "\r\n\u0000\u0085\"}"));
    assertThat(line.chars().filter(c -> c < ' ' || c > '~').toArray()).containsExactly('\n');
    assertThat(read(line))
        .containsEntry("target", "/\"\\")
        .containsEntry("referer", EVERY_VALUE_BYTE)
        .containsEntry("user_agent", "\r\n\u0000\u0085\"}")
        .containsEntry("engine", "epoll");
  }

  private static Map<String, String> read(String object) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(object)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        members.put(name, parser.getText());
      }
      assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
      assertThat(parser.nextToken()).isNull();
    }
    return members;
  }
}

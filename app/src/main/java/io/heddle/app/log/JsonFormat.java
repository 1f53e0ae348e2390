package io.heddle.app.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line (RFC 8259), in US-ASCII. Members without a value are absent: header
 * fields that the client did not send, and the method, target, version and duration of a request
 * that was refused before its head was complete, and what only TLS has. Such a request has a {@code
 * request_line} instead, the part of the line that was read. Field values are decoded as ISO
 * 8859-1.
 */
final class JsonFormat implements LineFormat {
  /** RFC 3339, in UTC. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final String engine;

  JsonFormat(String engine) {
    this.engine = engine;
  }

  @Override
  public boolean showsClient() {
    return true;
  }

  @Override
  public void append(StringBuilder lines, LogEntry entry) {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = json.createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("time", TIME.format(Instant.ofEpochMilli(entry.millis())));
      line.writeStringField("client", entry.client().getHostAddress());
      line.writeStringField("request_id", entry.id());
      LogEntry.RequestLine request = entry.request();
      if (request != null) {
        line.writeStringField("method", request.method().name());
        line.writeStringField("target", request.target());
        line.writeStringField("version", request.version().toString());
      } else if (!entry.refusedLine().isEmpty()) {
        line.writeStringField("request_line", entry.refusedLine());
      }
      line.writeStringField("route", entry.route());
      line.writeNumberField("status", entry.status());
      line.writeNumberField("bytes", entry.bytes());
      if (request != null) {
        line.writeNumberField("duration_seconds", seconds(entry.durationNanos()));
      }
      writeUnlessAbsent(line, "referer", entry.referer());
      writeUnlessAbsent(line, "user_agent", entry.userAgent());
      writeUnlessAbsent(line, "traceparent", entry.traceparent());
      if (entry.tls() != null) {
        line.writeStringField("tls_version", entry.tls().version());
        line.writeStringField("tls_cipher", entry.tls().cipherSuite());
      }
      line.writeStringField("engine", engine);
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    lines.append(text.getBuffer()).append('\n');
  }

  /** In microsecond steps, and never with an exponent. */
  private static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos / 1_000, 6);
  }

  private static void writeUnlessAbsent(JsonGenerator line, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      line.writeStringField(name, value);
    }
  }
}

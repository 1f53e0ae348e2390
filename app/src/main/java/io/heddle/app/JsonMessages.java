package io.heddle.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.heddle.exchange.CurrentRequest;
import io.heddle.http.RequestId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Formats a record as one JSON object per line, in US-ASCII: {@code time}, {@code level}, {@code
 * logger} and {@code message}; and, where there is one, {@code request_id} and {@code stack}, the
 * stack trace of an exception.
 */
final class JsonMessages extends Formatter {
  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  JsonMessages() {}

  @Override
  public String format(LogRecord entry) {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = json.createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("time", entry.getInstant().toString());
      line.writeStringField("level", Messages.name(entry.getLevel()));
      if (entry.getLoggerName() != null) {
        line.writeStringField("logger", entry.getLoggerName());
      }
      line.writeStringField("message", Messages.text(this, entry));
      Optional<RequestId> request = CurrentRequest.id();
      if (request.isPresent()) {
        line.writeStringField("request_id", request.get().toString());
      }
      String stack = Messages.stack(entry);
      if (!stack.isEmpty()) {
        line.writeStringField("stack", stack);
      }
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }
}

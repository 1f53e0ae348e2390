package io.heddle.app.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/**
 * What the page /info shows about the server.
 *
 * @param version of Heddle
 * @param engine its name on the command line
 * @param jdk the version of Java that runs it
 * @param configuration the value of each option by its name
 */
public record Information(
    String version, String engine, String jdk, Map<String, String> configuration) {
  /** Indented JSON. */
  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("version", version);
      json.writeStringField("engine", engine);
      json.writeStringField("jdk", jdk);
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeObjectFieldStart("configuration");
      for (Map.Entry<String, String> option : configuration.entrySet()) {
        json.writeStringField(option.getKey(), option.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}

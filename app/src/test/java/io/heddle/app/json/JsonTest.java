package io.heddle.app.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.http.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("a", "\"\\\n\u00e9");
    json.writeObjectFieldStart("b");
    json.writeNumberField("c", 1);
    json.writeNumberField("d", 2);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String text(Body body) {
    return new String(((Body.Bytes) body).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void compactIsOneLine() {
    assertThat(text(Json.compact(JsonTest::write)))
        .isEqualTo("{\"a\":\"\\\"\\\\\\n\u00e9\",\"b\":{\"c\":1,\"d\":2}}");
  }

  @Test
  void aLineEndsInANewline() {
    assertThat(text(Json.line(JsonTest::write)))
        .isEqualTo(text(Json.compact(JsonTest::write)) + "\n");
  }

  @Test
  void prettyHasALinePerMember() {
    assertThat(text(Json.pretty(JsonTest::write)))
        .isEqualTo(
            """
            {
              "a": "\\"\\\\\\n\u00e9",
              "b": {
                "c": 1,
                "d": 2
              }
            }
            """);
  }
}
